package org.hilfarm.drivers.clock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a board's clock file says; the identity where there is none.
 *
 * @param rate board seconds in one of the wall's, now
 * @param slow the same when the board has much to do: what patience is reckoned with
 */
record ClockLine(long boardNanos, long wallNanos, double rate, double slow) {
  private static final int MAX_BYTES = 120;
  private static final double FASTEST = 100_000;
  private static final Pattern LINE =
      Pattern.compile(
          "(-?\\d{1,18}) (-?\\d{1,18}) %1$s(?: %1$s)?\\s*"
              .formatted("(\\d{1,6}(?:\\.\\d{1,12})?(?:E-?\\d{1,2})?)"));

  private static final ClockLine WALL = new ClockLine(0, 0, 1, 1);

  static ClockLine read(Path file) {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException realBoard) {
      return WALL;
    } catch (IOException e) {
      throw new ClockException("cannot read the board clock " + file + ": " + e.getMessage());
    }
    Matcher m = LINE.matcher(text);
    double rate = m.matches() ? Double.parseDouble(m.group(3)) : 0;
    double slow = rate > 0 && m.group(4) != null ? Double.parseDouble(m.group(4)) : rate;
    if (rate <= 0 || rate > FASTEST || slow <= 0 || slow > rate) {
      throw new ClockException(
          "the board clock "
              + file
              + " must hold one line \"<board ns> <monotonic ns> <rate>\" with a rate above 0 and"
              + " up to 100000, and perhaps a slower one behind it; the rack's process writes it");
    }
    return new ClockLine(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), rate, slow);
  }

  long boardNanosAt(long nowNanos) {
    return boardNanos + Math.round((nowNanos - wallNanos) * rate);
  }
}
