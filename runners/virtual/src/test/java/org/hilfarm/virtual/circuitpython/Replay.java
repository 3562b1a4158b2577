package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the host's side of a recording to a board: what the host sent is sent when the board has
 * said what it said before, and step by step the board must say the same.
 */
final class Replay {
  private static final int LONGEST_SHOWN = 3000;
  private static final double LEAST_PAUSE_S = 0.05;
  private static final double LONGEST_PAUSE_S = 1;
  private static final Pattern LEFT_OUT = Pattern.compile("^left out.*?: (\\d+) of \\d+ bytes");
  private static final String BUTTON = "SIGUSR1 reset button";

  private final Bench board;
  private final Predicate<String> skipped;
  private final UnaryOperator<String> here;
  private final UnaryOperator<String> heard;
  private final StringBuilder expected = new StringBuilder();
  private final List<Difference> differences = new ArrayList<>();
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
  Replay(Bench board, Predicate<String> skipped, UnaryOperator<String> here) {
    this(board, skipped, here, said -> said);
  }

  /**
   * The same.
   *
   * @param heard makes what this board says into what the recorded one said
   */
  Replay(
      Bench board,
      Predicate<String> skipped,
      UnaryOperator<String> here,
      UnaryOperator<String> heard) {
    this.heard = heard;
    this.board = board;
    this.skipped = skipped;
    this.here = here;
  }

  /** A step at which the board said something else. */
  record Difference(String step, String recorded, String said) {
    @Override
    public String toString() {
      int same = 0;
      int shortest = Math.min(recorded.length(), said.length());
      while (same < shortest && recorded.charAt(same) == said.charAt(same)) {
        same++;
      }
      int line = recorded.lastIndexOf('\n', Math.max(0, recorded.lastIndexOf('\n', same) - 1)) + 1;
      return "%n== %s%n-- recorded%n%s%n-- here%n%s%n"
          .formatted(step, cut(recorded, line), cut(said, line));
    }

    private static String cut(String text, int from) {
      return text.substring(from, Math.min(text.length(), from + LONGEST_SHOWN));
    }
  }

  /** Plays it; returns where the board said something else than was recorded. */
  List<Difference> play(Recording recording) {
    board.powerOn();
    for (Recording.Entry entry : recording.entries()) {
      switch (entry.dir()) {
        case "board" -> expected.append(entry.data());
        case "host" -> host(entry);
        default -> event(entry);
      }
      last = entry.t();
    }
    check();
    return List.copyOf(differences);
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
      // Emulated time ran at a third to a half of the wall's, and only there the second press was
      // too
      // soon; sooner than 0.2 s of it leads to BOOTSEL (pico-sdk, pico_bootsel_via_double_reset).
      think(down ? (entry.t() - last) / 2.2 : 0);
      down = true;
      board.pressReset();
    }
  }

  /** Only the ends of a flood were kept: the middle must have its length. */
  private void leftOut(String what) {
    Matcher m = LEFT_OUT.matcher(what);
    if (!skipping && m.find()) {
      int missing = Integer.parseInt(m.group(1));
      int before = expected.length();
      if (board.await(board.patience(), sent -> sent.length() >= before + missing)) {
        expected.append(board.sent(), before, before + missing);
      } else {
        differs(missing + " bytes more");
      }
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
      board.pause(Duration.ofNanos((long) (capped * 1e9)));
    }
  }

  /** Waits for what must come; notes what came instead, and goes on with the next bytes. */
  private void reach() {
    String want = here.apply(plain(expected.toString()));
    if (!await(want, sent -> sent.startsWith(want))) {
      differs(want);
    }
  }

  private void check() {
    if (!skipping) {
      reach();
      String want = here.apply(plain(expected.toString()));
      if (!said().equals(want)) {
        differs(want);
      }
    }
    board.forget();
    expected.setLength(0);
  }

  private String said() {
    return heard.apply(plain(board.sent()));
  }

  private void differs(String want) {
    differences.add(new Difference(step, seen(want), seen(said())));
    board.forget();
    expected.setLength(0);
  }

  /** What is wrong and does not go on will not become right. */
  private boolean await(String want, Predicate<String> suits) {
    long due = System.nanoTime() + board.patience().toNanos();
    while (System.nanoTime() < due) {
      int before = board.sent().length();
      if (board.await(board.quiet(), sent -> suits.test(heard.apply(plain(sent))))) {
        return true;
      }
      String now = board.sent();
      if (now.length() == before && !want.startsWith(heard.apply(plain(now)))) {
        return false;
      }
    }
    return false;
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
        .replaceAll(" at (0x){0,2}[0-9a-f]{8}>", " at N>")
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
