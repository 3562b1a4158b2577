package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.virtual.board.ResetCause;

/**
 * Plays the host's side of a recording to a board: what the host sent is sent when the board has
 * said what it said before, and step by step the board must say the same.
 */
final class Replay {
  private static final double LEAST_PAUSE_S = 0.05;
  private static final double LONGEST_PAUSE_S = 1;
  private static final Pattern LEFT_OUT = Pattern.compile("^left out.*?: (\\d+) of \\d+ bytes");
  private static final String BUTTON = "SIGUSR1 reset button";

  private final TestBoard board;
  private final Predicate<String> skipped;
  private final UnaryOperator<String> here;
  private final StringBuilder expected = new StringBuilder();
  private String step = "power on";
  private boolean skipping;
  private boolean down;
  private double last;

  /**
   * A replay.
   *
   * @param skipped the steps that are left out, since the emulated silicon was wrong there
   * @param here makes what the recorded bench said into what this one says
   */
  Replay(TestBoard board, Predicate<String> skipped, UnaryOperator<String> here) {
    this.board = board;
    this.skipped = skipped;
    this.here = here;
  }

  void play(Recording recording) {
    board.start(ResetCause.POWER_ON);
    for (Recording.Entry entry : recording.entries()) {
      switch (entry.dir()) {
        case "board" -> expected.append(entry.data());
        case "host" -> host(entry);
        default -> event(entry);
      }
      last = entry.t();
    }
    check();
  }

  private void host(Recording.Entry entry) {
    if (!skipping) {
      reach();
      think(entry.t() - last);
      board.type(entry.data());
    }
  }

  private void event(Recording.Entry entry) {
    String what = entry.data();
    if (what.startsWith("step: ")) {
      if (!inTheMiddleOfALine()) {
        check();
      }
      step = what.substring(6);
      skipping = skipped.test(step);
    } else if (LEFT_OUT.matcher(what).find()) {
      leftOut(what);
    } else if (what.startsWith("port back")) {
      down = false;
    } else if (what.equals(BUTTON) && !skipping) {
      reach();
      // Emulated time ran at a third of the wall's, and only there the second press was too soon.
      think(down ? (entry.t() - last) / 4 : 0);
      down = true;
      board.restart(ResetCause.RESET_LINE, "reset button");
    }
  }

  /** Only the ends of a flood were kept: the middle must have its length. */
  private void leftOut(String what) {
    Matcher m = LEFT_OUT.matcher(what);
    if (!skipping && m.find()) {
      int missing = Integer.parseInt(m.group(1));
      int before = expected.length();
      if (board.await(sent -> sent.length() >= before + missing)) {
        String middle = board.sent().substring(before, before + missing);
        expected.append(middle);
      }
      assertThat(board.sent().length()).as(step).isGreaterThanOrEqualTo(before + missing);
    }
  }

  /** A running loop was cut by the next step's bytes: both steps are looked at as one. */
  private boolean inTheMiddleOfALine() {
    return plain(expected.toString()).endsWith("loop N");
  }

  /** A person's or a tool's pause, in board time. */
  private void think(double seconds) {
    if (seconds > LEAST_PAUSE_S) {
      double capped = Math.min(seconds, LONGEST_PAUSE_S);
      Duration wall = board.time.toWall(Duration.ofNanos((long) (capped * 1e9)));
      long due = System.nanoTime() + wall.toNanos();
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private void reach() {
    String want = plain(here.apply(expected.toString()));
    if (!board.await(sent -> plain(sent).startsWith(want))) {
      assertThat(seen(board.sent())).as(step).isEqualTo(seen(here.apply(expected.toString())));
    }
  }

  private void check() {
    if (!skipping) {
      reach();
      assertThat(seen(board.sent())).as(step).isEqualTo(seen(here.apply(expected.toString())));
    }
    board.forget();
    expected.setLength(0);
  }

  /** Numbers, addresses and turns of a loop that differ from run to run. */
  private static String plain(String bytes) {
    return bytes
        .replaceAll("(gc\\.mem_free\\(\\)\r\n)\\d+", "$1N")
        .replaceAll("loop \\d+(\r\nloop \\d+)*", "loop N")
        // The line of the loop at which a Ctrl-C comes.
        .replaceAll("(loop N\r\nTraceback.*\r\n  File \"code.py\", line )\\d+", "$1N")
        .replaceAll("^OK[\\d.]+(?=\r\n\u0004\u0004>$)", "OKN")
        .replaceAll("(tm_min=\\d+, tm_sec)=\\d+", "$1=N")
        .replaceAll("fed [\\d.]+", "fed N")
        .replaceAll("<TimeAlarm> True [\\d.]+", "<TimeAlarm> True N")
        .replaceAll("<io.TextIOWrapper \\w+>", "<io.TextIOWrapper N>");
  }

  private static String seen(String bytes) {
    StringBuilder out = new StringBuilder();
    for (char c : plain(bytes).toCharArray()) {
      if (c == '\n') {
        out.append("\\n\n");
      } else if (c < ' ' || c > '~') {
        out.append(c == '\r' ? "\\r" : String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
