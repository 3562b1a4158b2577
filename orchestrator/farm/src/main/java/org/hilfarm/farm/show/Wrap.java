package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;

/** Breaks text at spaces. */
final class Wrap {
  private Wrap() {}

  /** Lines of at most this width; a word that is longer is cut. */
  static List<String> at(int width, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      String rest = word;
      while (true) {
        int room = width - line.length() - (line.isEmpty() ? 0 : 1);
        if (rest.length() <= room) {
          line.append(line.isEmpty() ? "" : " ").append(rest);
          break;
        }
        if (line.isEmpty()) {
          lines.add(rest.substring(0, width));
          rest = rest.substring(width);
        } else {
          lines.add(line.toString());
          line.setLength(0);
        }
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** The same, with something before the first line and as much space before the others. */
  static List<String> hanging(int width, String lead, String text) {
    List<String> lines = at(width - lead.length(), text);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      out.add((i == 0 ? lead : " ".repeat(lead.length())) + lines.get(i));
    }
    return out;
  }
}
