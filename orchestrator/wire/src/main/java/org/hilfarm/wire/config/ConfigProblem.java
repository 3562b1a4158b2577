package org.hilfarm.wire.config;

/**
 * Something wrong in a config file.
 *
 * @param file its path below the repository's root
 * @param line counts from 1; 0 where it is about no line
 * @param key such as {@code slots[2].serial}; empty where it is about the whole file
 * @param text which rule is broken, and how to do it right
 */
public record ConfigProblem(String file, int line, String key, String text) {
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + text;
  }
}
