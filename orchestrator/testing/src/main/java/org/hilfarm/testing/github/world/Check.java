package org.hilfarm.testing.github.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check run.
 *
 * @param sha the commit it is for
 * @param suite the app's check suite of that commit
 * @param fields what was posted and patched, by the API's names, without the annotations
 * @param annotations all that were ever sent, since each request adds its own
 * @param requests how often it was written
 * @param written when it was last written
 */
public record Check(
    long id,
    Repository repository,
    String sha,
    long suite,
    Map<String, Object> fields,
    List<Map<String, Object>> annotations,
    int requests,
    Instant written) {
  public Check {
    annotations = List.copyOf(annotations);
  }

  /** {@code queued}, {@code in_progress} or {@code completed}. */
  public String status() {
    return text("status").orElse("queued");
  }

  /** How it ended, once it has. */
  public Optional<String> conclusion() {
    return text("conclusion");
  }

  public String name() {
    return text("name").orElse("");
  }

  /** A field, where it is text. */
  public Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field))
        .filter(String.class::isInstance)
        .map(o -> (String) o);
  }

  /** What was said as {@code output}: title, summary, text. */
  public Map<String, Object> output() {
    return objects(fields.get("output"));
  }

  /** The title that people see first. */
  public String title() {
    return output().get("title") instanceof String title ? title : "";
  }

  /** Its buttons. */
  public List<Map<String, Object>> actions() {
    List<Map<String, Object>> actions = new ArrayList<>();
    if (fields.get("actions") instanceof List<?> list) {
      list.forEach(a -> actions.add(objects(a)));
    }
    return actions;
  }

  /** Written once more: what is said replaces what was, annotations are added. */
  Check with(Map<String, Object> said, Instant now) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    Map<String, Object> before = output();
    all.putAll(said);
    List<Map<String, Object>> notes = new ArrayList<>(annotations);
    if (said.containsKey("output")) {
      Map<String, Object> output = new LinkedHashMap<>(before);
      output.putAll(objects(said.get("output")));
      if (output.remove("annotations") instanceof List<?> more) {
        more.forEach(n -> notes.add(objects(n)));
      }
      all.put("output", output);
    }
    return new Check(id, repository, sha, suite, all, notes, requests + 1, now);
  }

  /** A JSON object's entries; nothing where it is none. */
  public static Map<String, Object> objects(@Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> copy.put(String.valueOf(k), v));
    }
    return copy;
  }
}
