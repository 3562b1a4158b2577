package org.hilfarm.testing.contract;

import com.networknt.schema.JsonMetaSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.json.Json;

/**
 * The schema that the makers of CTRF, the common test report format, publish (npm {@code ctrf}), as
 * {@code ./farm setup} put it into the cache. Any thread may use it.
 */
public final class CtrfSchema {
  /** What to do where it is not there. */
  public static final String ADVICE =
      "the schema of CTRF is not set up, so no export is held against it: run ./farm setup";

  private final Schemas schemas;

  private CtrfSchema(Path file) {
    schemas = new Schemas(JsonMetaSchema.getV7(), Json.write(Octokit.read(file)), "");
  }

  /** That of this process' cache. */
  public static Optional<CtrfSchema> here() {
    Path cache = Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    Path file = cache.resolve("tools/ctrf/ctrf/src/ctrf-schema-0.0.json");
    return Files.isReadable(file) ? Optional.of(new CtrfSchema(file)) : Optional.empty();
  }

  /** What is wrong with a report, in a few sentences; none where it is right. */
  public List<String> problems(String json) {
    return schemas.problems("", json);
  }
}
