package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page's form says: short, read once for each request, and none where its body is no form.
 */
public final class FormFields {
  private static final String READ = "org.hilfarm.form";
  private static final int LIMIT = 16 << 10;
  private static final int FIELDS = 50;

  private final Map<String, String> fields;

  private FormFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /** The form of this request; throws 400 or 413 where it is none that can be read. */
  public static FormFields of(Context context) {
    @Nullable FormFields read = context.attribute(READ);
    if (read != null) {
      return read;
    }
    FormFields form = new FormFields(isForm(context) ? read(context) : Map.of());
    context.attribute(READ, form);
    return form;
  }

  private static boolean isForm(Context context) {
    return Optional.ofNullable(context.contentType())
        .map(type -> type.startsWith("application/x-www-form-urlencoded"))
        .orElse(false);
  }

  private static Map<String, String> read(Context context) {
    String body = new String(Messages.bytes(context, LIMIT), StandardCharsets.UTF_8);
    Map<String, String> fields = new HashMap<>();
    for (String field : body.split("&", FIELDS)) {
      int sign = field.indexOf('=');
      if (sign > 0) {
        fields.putIfAbsent(decoded(field.substring(0, sign)), decoded(field.substring(sign + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, "the body is no form: " + e.getMessage());
    }
  }

  /** The field of this name, without blanks around it; empty where there is none. */
  public String value(String name) {
    return Objects.requireNonNull(fields.getOrDefault(name, "")).strip();
  }
}
