package org.hilfarm.drivers.script;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.ConsoleTimeoutException;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.time.Deadline;

/**
 * Sends bytes to code that sends them back, a piece at a time, so that nothing has to be kept
 * anywhere, and holds what comes against what went.
 */
final class Echo {
  /** A few USB packets (64 bytes at full speed), so that their borders fall everywhere. */
  private static final int PIECE = 1000;

  private static final Duration COMES_WITHIN = Duration.ofSeconds(10);
  private static final int FIRST = '!';
  private static final int CHARACTERS = '~' - FIRST + 1;

  private final Bench bench;
  private final Console console;
  private final HostSaw saw;

  Echo(Bench bench, Console console, HostSaw saw) {
    this.bench = bench;
    this.console = console;
    this.saw = saw;
  }

  void run(int bytes, Deadline deadline) throws IOException, InterruptedException {
    long began = bench.time().nanos();
    int good = 0;
    String wrong = "";
    while (good < bytes && wrong.isEmpty()) {
      byte[] piece = piece(good, Math.min(PIECE, bytes - good));
      console.send(piece, deadline);
      wrong = difference(good, piece, back(piece.length, deadline));
      good += wrong.isEmpty() ? piece.length : 0;
    }
    if (!wrong.isEmpty()) {
      console.send("\u0003", deadline); // the code still waits for the rest
    }
    double seconds = (bench.time().nanos() - began) / 1e9;
    saw.check(bytes + " bytes come back as they were sent", wrong.isEmpty(), wrong);
    saw.measure(
        "echoed_a_second",
        Math.rint(good / Math.max(seconds, 1e-3)),
        "B",
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** Characters whose order shows where each belongs; nothing among them is a control character. */
  private static byte[] piece(int from, int length) {
    byte[] piece = new byte[length];
    for (int i = 0; i < length; i++) {
      int at = from + i;
      piece[i] = (byte) (FIRST + (at + at / CHARACTERS + at / 8191) % CHARACTERS);
    }
    return piece;
  }

  private byte[] back(int length, Deadline deadline) throws IOException, InterruptedException {
    byte[] back = new byte[0];
    try {
      while (back.length < length) {
        Deadline soon = bench.patience(COMES_WITHIN, deadline);
        byte[] more = console.takeSome(length - back.length, "the echo", soon);
        back = Arrays.copyOf(back, back.length + more.length);
        System.arraycopy(more, 0, back, back.length - more.length, more.length);
      }
    } catch (ConsoleTimeoutException e) {
      return back;
    }
    return back;
  }

  private static String difference(int from, byte[] sent, byte[] back) {
    int at = Arrays.mismatch(sent, back);
    if (at < 0) {
      return "";
    }
    return back.length <= at
        ? "byte %d and what follows never came".formatted(from + at)
        : "byte %d came back as 0x%02x, not 0x%02x".formatted(from + at, back[at], sent[at]);
  }
}
