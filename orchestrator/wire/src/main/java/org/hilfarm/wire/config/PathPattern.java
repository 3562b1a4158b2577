package org.hilfarm.wire.config;

import java.util.regex.Pattern;

/**
 * Files of a repository: {@code *} is any part of a name, {@code **} any folders.
 *
 * @param text such as {@code tools/ci_*}
 */
public record PathPattern(String text) {
  public PathPattern {
    if (!text.matches("[A-Za-z0-9._*@+/-]{1,200}") || text.startsWith("/") || text.endsWith("/")) {
      throw new IllegalArgumentException(
          "must be a file's path such as ports/*/supervisor/port.c or .github/**, not "
              + Readers.quoted(text));
    }
  }

  /** Whether it is this file. */
  public boolean matches(String path) {
    return Pattern.compile(regex(), Pattern.DOTALL).matcher(path).matches();
  }

  private String regex() {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (text.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (text.charAt(i) == '*') {
        regex.append("[^/]*");
      } else {
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    return regex.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
