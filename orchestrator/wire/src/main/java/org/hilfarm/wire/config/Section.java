package org.hilfarm.wire.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An object of a config file while it is read: each key that is asked for is known, every other is
 * a problem. What cannot be read is noted and empty, so that reading goes on and finds all
 * problems.
 */
final class Section {
  private final Problems.In problems;
  private final String path;
  private final JsonNode node;
  private final Set<String> known = new LinkedHashSet<>();
  private final int before;

  Section(Problems.In problems, String path, JsonNode node) {
    this.problems = problems;
    this.path = path;
    this.node = node;
    this.before = problems.count();
  }

  /** Whether the key is there. */
  boolean has(String key) {
    known.add(key);
    return node.hasNonNull(key);
  }

  /** Text (or a number, as it is written) that must be there. */
  Optional<String> text(String key) {
    return value(key, Function.identity());
  }

  /** Text that must be there and means something; what the reader throws is the problem's text. */
  <T> Optional<T> value(String key, Function<String, T> reader) {
    if (!has(key)) {
      problem(key, "is missing");
      return Optional.empty();
    }
    return scalar(at(key), node.get(key)).flatMap(text -> read(at(key), text, reader));
  }

  /** The same, but it need not be there. */
  <T> Optional<T> optional(String key, Function<String, T> reader) {
    return has(key) ? value(key, reader) : Optional.empty();
  }

  /** A list of such texts; empty where it is not there. */
  <T> List<T> values(String key, Function<String, T> reader) {
    List<T> read = new ArrayList<>();
    int i = 0;
    for (JsonNode item : list(key)) {
      String at = at(key) + "[" + i++ + "]";
      scalar(at, item).flatMap(text -> read(at, text, reader)).ifPresent(read::add);
    }
    return read;
  }

  /** A section that must be there. */
  Optional<Section> section(String key) {
    if (!has(key)) {
      problem(key, "is missing");
      return Optional.empty();
    }
    return object(at(key), node.get(key));
  }

  /** A section that need not be there. */
  Optional<Section> optionalSection(String key) {
    return has(key) ? section(key) : Optional.empty();
  }

  /** A list of sections; empty where it is not there. */
  List<Section> sections(String key) {
    List<Section> read = new ArrayList<>();
    int i = 0;
    for (JsonNode item : list(key)) {
      object(at(key) + "[" + i++ + "]", item).ifPresent(read::add);
    }
    return read;
  }

  /** Notes a problem with a key of this section. */
  void problem(String key, String text) {
    problems.add(at(key), text);
  }

  /**
   * Ends reading: keys nobody asked for are problems. Builds the value only where there were none
   * in it; a rule that the value itself finds broken is one more.
   */
  <T> Optional<T> build(Supplier<T> value) {
    for (String key : node.propertyStream().map(e -> e.getKey()).toList()) {
      if (!known.contains(key)) {
        problem(key, "is no key that is known here; known are " + String.join(", ", known));
      }
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException e) {
      problems.add(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Iterable<JsonNode> list(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!node.get(key).isArray()) {
      problem(key, "must be a list");
      return List.of();
    }
    return node.get(key);
  }

  private Optional<Section> object(String at, JsonNode value) {
    if (value.isObject()) {
      return Optional.of(new Section(problems, at, value));
    }
    problems.add(at, "must have keys of its own, but is " + kind(value));
    return Optional.empty();
  }

  private Optional<String> scalar(String at, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      return Optional.of(value.asText());
    }
    problems.add(at, "must be one value, but is " + kind(value));
    return Optional.empty();
  }

  private <T> Optional<T> read(String at, String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String kind(JsonNode value) {
    return value.isNull()
        ? "empty"
        : "of the kind " + value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
