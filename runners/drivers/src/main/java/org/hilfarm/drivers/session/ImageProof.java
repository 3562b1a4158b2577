package org.hilfarm.drivers.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.console.RawRepl;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * Proves that a board runs exactly the image that was written: the banner at its prompt and that of
 * its boot_out.txt are the image's, and boot_out.txt names the board's type (main.c, run_boot_py).
 * MicroPython has its prompt only.
 */
final class ImageProof {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
  private static final Pattern BOARD_ID =
      Pattern.compile("^Board ID:([A-Za-z0-9._-]{1,80})\\s*$", Pattern.MULTILINE);

  private final Bench bench;

  ImageProof(Bench bench) {
    this.bench = bench;
  }

  /** Throws unless every witness says what the image says. */
  void prove(Image image, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    Deadline deadline = bench.patience(ANSWERS_WITHIN, outer);
    RawRepl repl = attached.raw(outer);
    switch (image.banner().firmware()) {
      case CIRCUITPYTHON -> bootOut(image, repl, deadline);
      case MICROPYTHON -> {} // has no boot_out.txt
    }
    try {
      Banner banner = repl.leave(deadline);
      attached.left();
      same(image, "its prompt says", Optional.of(banner));
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s does not show its banner: %s".formatted(bench.name(), Evidence.of(e)),
          e);
    }
  }

  private void bootOut(Image image, RawRepl repl, Deadline deadline)
      throws SessionException, InterruptedException {
    String bootOut = bootOut(repl, deadline);
    same(image, "its boot_out.txt says", Banner.in(bootOut));
    Matcher id = BOARD_ID.matcher(bootOut);
    String boardId = id.find() ? id.group(1) : "nothing";
    if (!boardId.equals(image.boardType().value())) {
      throw other(
          image,
          "its boot_out.txt gives the board id \"%s\" instead of \"%s\""
              .formatted(boardId, image.boardType()));
    }
  }

  private String bootOut(RawRepl repl, Deadline deadline)
      throws SessionException, InterruptedException {
    Execution answer = repl.exec("print(open('/boot_out.txt').read())", deadline);
    if (answer instanceof Execution.Ended ended && !ended.raised()) {
      return ended.stdout().replace("\r", "");
    }
    throw new SessionException(
        FaultKind.NO_ANSWER,
        "%s does not read its boot_out.txt: %s".formatted(bench.name(), Evidence.of(answer)));
  }

  private void same(Image image, String where, Optional<Banner> seen) throws SessionException {
    if (seen.filter(image.banner()::equals).isEmpty()) {
      throw other(
          image,
          "%s \"%s\"".formatted(where, seen.map(Banner::toString).orElse("no banner at all")));
    }
  }

  private SessionException other(Image image, String what) {
    return new SessionException(
        FaultKind.IMAGE_NOT_RUNNING,
        "%s does not run %s (\"%s\"): %s. Nothing was tested."
            .formatted(bench.name(), image.fileName(), image.banner(), what));
  }
}
