package org.hilfarm.drivers.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a test that printed SKIP did so: what it tries before. It prints nothing but SKIP itself, so
 * its source is asked.
 */
final class SkipReason {
  private static final Pattern SKIPS =
      Pattern.compile(
          "(?m)^try:[ \t]*\n((?:[ \t]+.*\n|[ \t]*#.*\n|\n){1,8}?)"
              + "except[^\n]*\n(?:[ \t]+[^\n]*\n)??[ \t]+print\\([\"']SKIP[\"']\\)");

  private static final int MOST = 3;
  private static final int LONGEST = 100;

  private SkipReason() {}

  static String in(String source) {
    List<String> tries = new ArrayList<>();
    Matcher matcher = SKIPS.matcher(source);
    while (matcher.find() && tries.size() < MOST) {
      tries.add(brief(matcher.group(1)));
    }
    return tries.isEmpty()
        ? "it says SKIP"
        : "it says SKIP, as it does without \"%s\"".formatted(String.join("\" or \"", tries));
  }

  private static String brief(String block) {
    String line = block.strip().replaceAll("\\s*\n\\s*", "; ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
