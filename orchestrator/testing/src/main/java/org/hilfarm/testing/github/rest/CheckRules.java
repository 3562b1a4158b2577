package org.hilfarm.testing.github.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.testing.github.world.Check;

/** What GitHub does not take for a check run; the limits are those of its REST description. */
final class CheckRules {
  /** Documented as characters, and counted as bytes (github/docs, issue 35252). */
  private static final int LONGEST_TEXT = 65_535;

  private static final int MOST_ANNOTATIONS = 50;
  private static final int MOST_ACTIONS = 3;
  private static final Set<String> STATUSES = Set.of("queued", "in_progress", "completed");
  private static final Set<String> CONCLUSIONS =
      Set.of(
          "action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out");

  private CheckRules() {}

  static void hold(Map<String, Object> said, boolean made) {
    for (String field : made ? List.of("name", "head_sha") : List.<String>of()) {
      if (!(said.get(field) instanceof String text) || text.isBlank()) {
        throw invalid(field + " wasn't supplied");
      }
    }
    oneOf(said, "status", STATUSES);
    oneOf(said, "conclusion", CONCLUSIONS);
    if ("completed".equals(said.get("status")) && !said.containsKey("conclusion")) {
      throw invalid("conclusion wasn't supplied, and the status is completed");
    }
    if (said.containsKey("output")) {
      output(Check.objects(said.get("output")), made);
    }
    if (said.containsKey("actions")) {
      actions(list(said, "actions", MOST_ACTIONS));
    }
  }

  private static void output(Map<String, Object> output, boolean made) {
    for (String field : made ? List.of("title", "summary") : List.of("summary")) {
      if (!(output.get(field) instanceof String)) {
        throw invalid("output." + field + " wasn't supplied");
      }
    }
    heaviest(output, "summary", LONGEST_TEXT);
    heaviest(output, "text", LONGEST_TEXT);
    if (output.containsKey("annotations")) {
      for (Object annotation : list(output, "annotations", MOST_ANNOTATIONS)) {
        annotation(Check.objects(annotation));
      }
    }
  }

  private static void annotation(Map<String, Object> annotation) {
    for (String field : List.of("path", "start_line", "end_line", "annotation_level", "message")) {
      if (!annotation.containsKey(field)) {
        throw invalid("annotations." + field + " wasn't supplied");
      }
    }
    oneOf(annotation, "annotation_level", Set.of("notice", "warning", "failure"));
    heaviest(annotation, "message", 64 << 10);
    heaviest(annotation, "raw_details", 64 << 10);
    longest(annotation, "title", 255);
  }

  private static void actions(List<?> actions) {
    for (Object action : actions) {
      Map<String, Object> fields = Check.objects(action);
      for (String field : List.of("label", "description", "identifier")) {
        if (!(fields.get(field) instanceof String)) {
          throw invalid("actions." + field + " wasn't supplied");
        }
      }
      longest(fields, "label", 20);
      longest(fields, "description", 40);
      longest(fields, "identifier", 20);
    }
  }

  private static List<?> list(Map<String, Object> of, String field, int most) {
    if (!(of.get(field) instanceof List<?> list)) {
      throw invalid(field + " is not an array");
    }
    if (list.size() > most) {
      throw invalid("%s has %d items, more than %d".formatted(field, list.size(), most));
    }
    return list;
  }

  private static void longest(Map<String, Object> of, String field, int most) {
    if (of.get(field) instanceof String text && text.codePointCount(0, text.length()) > most) {
      throw invalid("%s exceeds a maximum length of %d characters".formatted(field, most));
    }
  }

  private static void heaviest(Map<String, Object> of, String field, int most) {
    if (of.get(field) instanceof String text && text.getBytes(UTF_8).length > most) {
      throw invalid("%s exceeds a maximum length of %d bytes".formatted(field, most));
    }
  }

  private static void oneOf(Map<String, Object> of, String field, Set<String> allowed) {
    Object value = of.get(field);
    if (value != null && !allowed.contains(value.toString())) {
      throw invalid(field + " is not one of " + allowed + ": " + value);
    }
  }

  private static RefusalException invalid(String why) {
    return new RefusalException(422, "Invalid request.\n\n" + why + ".");
  }
}
