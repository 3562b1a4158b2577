package org.hilfarm.wire.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment block of a script, its comment signs taken off.
 *
 * @param toml what it says
 * @param firstLine the line of the script its first line is on, from 1
 */
record HeaderBlock(String toml, int firstLine) {
  private static final String START = "# /// hil";
  private static final String END = "# ///";

  /** A key inside one of a list's tables. */
  private static final Pattern ELEMENT = Pattern.compile("[^\\[]*\\[(\\d{1,4})]\\..*");

  /** The block of a script; where there is none, or more, that is a problem. */
  static Optional<HeaderBlock> in(String source, Problems.In problems) {
    List<String> lines = source.lines().toList();
    int start = lines.indexOf(START);
    if (start < 0) {
      problems.add(1, "there is no block \"" + START + "\" that says what the farm must know");
      return Optional.empty();
    }
    if (lines.lastIndexOf(START) != start) {
      problems.add(lines.lastIndexOf(START) + 1, "a second block \"" + START + "\"");
      return Optional.empty();
    }
    StringBuilder toml = new StringBuilder();
    for (int i = start + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.equals(END)) {
        return Optional.of(new HeaderBlock(toml.toString(), start + 2));
      }
      if (!line.equals("#") && !line.startsWith("# ")) {
        problems.add(i + 1, "the block has no end: a line \"" + END + "\" must come before this");
        return Optional.empty();
      }
      toml.append(line.substring(Math.min(2, line.length()))).append('\n');
    }
    problems.add(lines.size(), "the block has no end: a line \"" + END + "\" must come");
    return Optional.empty();
  }

  /** The script's line that sets a key such as {@code phases[1].ends}; its first where unsure. */
  int lineOf(String key) {
    List<String> lines = toml.lines().toList();
    int at = Math.max(0, lineSetting(key.replaceFirst("[.\\[].*", ""), lines));
    Matcher element = ELEMENT.matcher(key);
    int tables = element.matches() ? Integer.parseInt(element.group(1)) + 1 : 0;
    int line = at;
    for (int seen = 0; seen < tables && line < lines.size(); line++) {
      seen += (int) lines.get(line).chars().filter(c -> c == '{').count();
    }
    return firstLine + (line > at ? line - 1 : at);
  }

  private static int lineSetting(String key, List<String> lines) {
    Pattern set = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*=.*");
    for (int i = 0; i < lines.size(); i++) {
      if (set.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }
}
