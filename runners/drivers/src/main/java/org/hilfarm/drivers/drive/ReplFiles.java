package org.hilfarm.drivers.drive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * Writes files into the file system of a board that shows no drive, by code of a few lines over its
 * raw REPL (as micropython tools/mpremote does), and asks it afterwards what it has.
 */
final class ReplFiles implements BoardFiles {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

  /** A piece with its escapes stays well below what the smallest heap can compile. */
  private static final int PIECE = 512;

  /** What cannot be removed is another file system's place, or is told of afterwards. */
  private static final String CLEAR =
      """
      import os
      def clear(folder):
          for entry in list(os.ilistdir(folder)):
              path = folder + entry[0]
              try:
                  if entry[1] == 0x4000:
                      clear(path + '/')
                      os.rmdir(path)
                  else:
                      os.remove(path)
              except OSError:
                  pass
      clear('/')
      """;

  private final Bench bench;

  ReplFiles(Bench bench) {
    this.bench = bench;
  }

  @Override
  public void clear(Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    if (!Leftovers.ask(bench, attached, outer).isEmpty()) {
      run("nothing", CLEAR, attached, outer);
      Leftovers.awaitNone(bench, attached, "", outer);
    }
  }

  @Override
  public void put(String name, String text, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FileDigest wanted = FileDigest.of(bytes);
    if (wanted.equals(FileDigest.ask(bench, name, attached, outer))) {
      return;
    }
    for (String step : steps(name, bytes)) {
      run(name, step, attached, outer);
    }
    FileDigest seen = FileDigest.ask(bench, name, attached, outer);
    if (!seen.equals(wanted)) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s was written to %s over its REPL, but the board has %s instead of %s"
              .formatted(name, bench.name(), seen, wanted));
    }
  }

  /** The code that writes the file, in the order it is run. */
  static List<String> steps(String name, byte[] bytes) {
    String open = "f = open(%s, 'wb')".formatted(literal("/" + name));
    int slash = name.lastIndexOf('/');
    String folder =
        slash < 0
            ? ""
            : "import os\ntry:\n    os.mkdir(%s)\nexcept OSError:\n    pass\n"
                .formatted(literal("/" + name.substring(0, slash)));
    List<String> pieces =
        IntStream.iterate(0, at -> at < bytes.length, at -> at + PIECE)
            .mapToObj(at -> Arrays.copyOfRange(bytes, at, Math.min(at + PIECE, bytes.length)))
            .map(piece -> "n = f.write(b" + literal(piece) + ")")
            .collect(Collectors.toList());
    pieces.addFirst(folder + open);
    pieces.addLast("f.close()");
    return pieces;
  }

  private static String literal(String text) {
    return literal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As Python reads it, whatever the bytes are. */
  private static String literal(byte[] bytes) {
    StringBuilder text = new StringBuilder("'");
    for (byte b : bytes) {
      if (b == '\n') {
        text.append("\\n");
      } else if (b >= ' ' && b < 0x7F && b != '\'' && b != '\\') {
        text.append((char) b);
      } else {
        text.append(String.format(Locale.ROOT, "\\x%02x", b & 0xFF));
      }
    }
    return text.append('\'').toString();
  }

  private void run(String name, String code, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    Execution end = attached.raw(outer).exec(code, bench.patience(ANSWERS_WITHIN, outer));
    attached.used();
    if (!(end instanceof Execution.Ended ended) || ended.raised()) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s could not be written to %s over its REPL: %s"
              .formatted(name, bench.name(), Evidence.of(end)));
    }
  }
}
