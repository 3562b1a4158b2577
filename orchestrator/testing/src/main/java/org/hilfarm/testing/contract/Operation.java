package org.hilfarm.testing.contract;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that can be asked of the API, with the names of the schemas for it.
 *
 * @param path the template as a pattern
 * @param parameters of the query, each with its schema
 * @param body of the request, where it has one
 * @param bodied whether a request without one is none
 * @param answers by status; without a schema there is no body
 */
record Operation(
    String method,
    String template,
    Pattern path,
    Map<String, String> parameters,
    Optional<String> body,
    boolean bodied,
    Map<Integer, Optional<String>> answers) {
  Operation {
    parameters = Map.copyOf(parameters);
    answers = Map.copyOf(answers);
  }

  static Pattern pattern(String template) {
    StringBuilder pattern = new StringBuilder();
    for (String part : template.split("/", -1)) {
      pattern.append(part.startsWith("{") ? "/[^/]+" : "/" + Pattern.quote(part));
    }
    return Pattern.compile(pattern.substring(1));
  }

  boolean is(String asked, String at) {
    return method.equals(asked) && path.matcher(at).matches();
  }
}
