package org.hilfarm.farm.compare.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a session's file: one line a step. {@code >>> CODE} is typed, {@code resets >>> CODE} too,
 * {@code keys "BYTES" until "TEXT"} presses keys, {@code pass N s} waits; {@code raw WORDS:} and
 * {@code file NAME:} take the lines indented by two blanks below them. One thread.
 */
public final class SessionFile {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([rnt\\\\]))");
  private static final String INDENT = "  ";
  private static final String ENDING = ".session";

  private final Path file;
  private final List<String> lines;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private String title = "";
  private int at;

  /** What a line may look like, and what becomes of it. */
  private record Form(Pattern looks, Consumer<MatchResult> taken) {
    static Form of(String looks, Consumer<MatchResult> taken) {
      return new Form(Pattern.compile(looks), taken);
    }
  }

  private SessionFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Every session of a folder, by name. Throws IllegalArgumentException with file and line. */
  public static List<Session> all(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> children = Files.list(folder)) {
      found = children.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
    }
    List<Session> sessions = new ArrayList<>();
    for (Path each : found) {
      sessions.add(read(each));
    }
    return sessions;
  }

  /** One session. */
  public static Session read(Path file) throws IOException {
    return new SessionFile(file, Files.readAllLines(file)).session();
  }

  private Session session() {
    while (at < lines.size()) {
      String line = lines.get(at++);
      if (!line.isBlank() && !line.startsWith("#")) {
        take(line);
      }
    }
    if (title.isEmpty() || steps.isEmpty()) {
      throw new IllegalArgumentException(file + ": a session has a title and at least one step");
    }
    String name = String.valueOf(file.getFileName());
    return new Session(name.substring(0, name.length() - ENDING.length()), title, files, steps);
  }

  private List<Form> forms() {
    return List.of(
        Form.of("title: (.+)", m -> title = m.group(1)),
        Form.of(">>> (.*)", m -> steps.add(new Step.Typed(m.group(1)))),
        Form.of("resets >>> (.+)", m -> steps.add(new Step.Resets(m.group(1)))),
        Form.of(
            "keys \"(.+)\" until \"(.+)\"",
            m -> steps.add(new Step.Keys(bytes(m.group(1)), bytes(m.group(2))))),
        Form.of("pass ([0-9]{1,2}(?:\\.[0-9])?) s", m -> steps.add(pass(m.group(1)))),
        Form.of("raw (.+):", m -> steps.add(new Step.Raw(m.group(1), block(m.group())))),
        Form.of("file ([a-z_]{1,8}\\.py):", m -> files.put(m.group(1), block(m.group()))));
  }

  private void take(String line) {
    for (Form form : forms()) {
      Matcher m = form.looks().matcher(line);
      if (m.matches()) {
        form.taken().accept(m);
        return;
      }
    }
    throw wrong("\"" + line + "\" is no step");
  }

  private static Step pass(String seconds) {
    return new Step.Pass(Duration.ofMillis((long) (1000 * Double.parseDouble(seconds))));
  }

  private String block(String head) {
    StringBuilder text = new StringBuilder();
    while (at < lines.size() && (lines.get(at).startsWith(INDENT) || lines.get(at).isBlank())) {
      String line = lines.get(at++);
      text.append(line.isBlank() ? "" : line.substring(INDENT.length())).append('\n');
    }
    if (text.toString().isBlank()) {
      throw wrong("\"" + head + "\" has no indented lines below it");
    }
    return text.toString().stripTrailing() + "\n";
  }

  /** Escapes as in Python; everything else is Latin-1. */
  private static String bytes(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(1) != null
                        ? String.valueOf((char) Integer.parseInt(m.group(1), 16))
                        : escaped(m.group(2))));
  }

  private static String escaped(String letter) {
    return switch (letter) {
      case "r" -> "\r";
      case "n" -> "\n";
      case "t" -> "\t";
      default -> letter;
    };
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("%s:%d: %s".formatted(file, at, what));
  }
}
