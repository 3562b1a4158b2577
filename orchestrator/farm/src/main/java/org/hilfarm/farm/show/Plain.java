package org.hilfarm.farm.show;

/** Text from boards and servers made fit for a terminal. */
public final class Plain {
  private static final int LONGEST = 2000;

  private Plain() {}

  /** Without control characters, and not endless. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(
            c ->
                c == '\n' || c == '\t'
                    ? ' '
                    : Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                        ? '.'
                        : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
