package org.hilfarm.testing.contract;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of one document, each made when it is first used. Any thread may use it. */
final class Schemas {
  private static final String DOCUMENT = "https://descriptions.example/document";
  private static final int MOST_WORDS = 10;
  private static final SchemaValidatorsConfig SETTINGS =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(true)
          .locale(Locale.ROOT)
          .preloadJsonSchema(false)
          .build();

  private final JsonSchemaFactory factory;
  private final String place;
  private final Map<String, JsonSchema> made = new ConcurrentHashMap<>();

  /** Schemas are below the place, such as {@code /definitions/}. */
  Schemas(JsonMetaSchema dialect, String document, String place) {
    this.place = place;
    factory =
        JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(dialect.getIri())
            .metaSchema(dialect)
            .schemaLoaders(loaders -> loaders.schemas(Map.of(DOCUMENT, document)))
            .build();
  }

  /** What is wrong with a text, in a few sentences; none where it is right. */
  List<String> problems(String schema, String json) {
    JsonSchema known =
        made.computeIfAbsent(
            schema,
            name -> factory.getSchema(SchemaLocation.of(DOCUMENT + "#" + place + name), SETTINGS));
    try {
      return known.validate(json, InputFormat.JSON).stream()
          .map(ValidationMessage::getMessage)
          .limit(MOST_WORDS)
          .toList();
    } catch (IllegalArgumentException e) {
      return List.of("it is no JSON");
    }
  }
}
