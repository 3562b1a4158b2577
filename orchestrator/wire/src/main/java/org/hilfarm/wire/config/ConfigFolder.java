package org.hilfarm.wire.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;

/** The files of the farm's own data. */
final class ConfigFolder {
  /** No config or script is longer. */
  private static final int MAX_BYTES = 256 * 1024;

  private static final String YAML = ".yaml";
  private static final String SCRIPT = ".py";

  private final Path repository;
  private final Problems problems;
  private final YAMLMapper mapper =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  ConfigFolder(Path repository, Problems problems) {
    this.repository = repository;
    this.problems = problems;
  }

  boolean has(String file) {
    return Files.isRegularFile(repository.resolve(file));
  }

  /** Reads every YAML file of a folder; the key that names it must say what the file is called. */
  <T> SortedMap<String, T> yaml(
      String folder, String nameKey, Function<Section, Optional<T>> reader) {
    SortedMap<String, T> read = new TreeMap<>();
    for (String file : files(folder, 1)) {
      if (!file.endsWith(YAML)) {
        problems.in(file).add("", "is no config: its name must end in .yaml");
        continue;
      }
      String name = file.substring(folder.length() + 1, file.length() - YAML.length());
      section(file)
          .flatMap(s -> named(s, nameKey, name).flatMap(reader))
          .ifPresent(value -> read.put(name, value));
    }
    return read;
  }

  /** Reads one YAML file, wherever it is; the key that names it must say what it is called. */
  <T> Optional<T> yaml(Path file, String nameKey, Function<Section, Optional<T>> reader) {
    String path = file.toAbsolutePath().toString();
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(YAML)) {
      problems.in(path).add("", "is no config: its name must end in .yaml");
      return Optional.empty();
    }
    return section(path)
        .flatMap(s -> named(s, nameKey, name.substring(0, name.length() - YAML.length())))
        .flatMap(reader);
  }

  private static Optional<Section> named(Section section, String nameKey, String name) {
    Optional<String> said = section.optional(nameKey, Function.identity());
    if (said.isPresent() && !said.get().equals(name)) {
      section.problem(
          nameKey,
          "says " + Readers.quoted(said.get()) + ", but the file is called " + name + YAML);
    }
    return Optional.of(section);
  }

  /** One YAML file; empty where it cannot be read, which is a problem then. */
  Optional<Section> section(String file) {
    Optional<byte[]> bytes = bytes(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode root = mapper.readTree(bytes.get());
      if (root.isObject()) {
        return Optional.of(new Section(problems.in(file), "", root));
      }
      problems.in(file).add("", "must have keys; it is empty or a list");
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.in(file).add(line, "is no YAML: " + brief(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
    return Optional.empty();
  }

  /** The parser's words without its picture of the place. */
  private static String brief(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .limit(2)
        .collect(Collectors.joining(", "));
  }

  /** Reads every script but the library. */
  SortedMap<String, Script> scripts() {
    SortedMap<String, Script> read = new TreeMap<>();
    for (String file : files(Configs.SCRIPTS, 4)) {
      if (file.endsWith(SCRIPT) && !file.startsWith(Configs.SCRIPTS + "/lib/")) {
        String id = file.substring(Configs.SCRIPTS.length() + 1, file.length() - SCRIPT.length());
        script(file, id).ifPresent(script -> read.put(id, script));
      }
    }
    return read;
  }

  private Optional<Script> script(String file, String id) {
    try {
      ScriptId scriptId = new ScriptId(id);
      return bytes(file).flatMap(b -> ScriptHeader.read(scriptId, file, b, problems));
    } catch (IllegalArgumentException e) {
      problems.in(file).add("", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  Optional<String> text(String file) {
    return bytes(file).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  private Optional<byte[]> bytes(String file) {
    try (var in = Files.newInputStream(repository.resolve(file))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return Optional.of(bytes);
      }
      problems.in(file).add("", "is longer than " + MAX_BYTES / 1024 + " KiB");
    } catch (IOException e) {
      problems.in(file).add("", "cannot be read: " + e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private List<String> files(String folder, int depth) {
    try (Stream<Path> found = Files.walk(repository.resolve(folder), depth)) {
      return found
          .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .filter(p -> !p.getFileName().toString().startsWith("."))
          .map(p -> repository.relativize(p).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.in(folder).add("", "is no folder that can be read");
      return List.of();
    }
  }
}
