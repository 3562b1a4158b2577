package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.virtual.emulated.EmulatedBench;
import org.hilfarm.wire.json.Json;

/** Plays a session to real firmware on an emulated chip, and writes down what it said. */
final class Recorder {
  private static final Pattern BANNER = Pattern.compile("Adafruit CircuitPython [^\r\n]*");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofMillis(700);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String READY = "CTRL-D to reload.\r\n";
  private static final List<String> PROMPTS = List.of("\n>>> ", "\n... ", "\n=== ", "\u0004>");

  private final EmulatedBench board;
  private final List<Recording.Entry> entries = new ArrayList<>();

  Recorder(EmulatedBench board) {
    this.board = board;
    board.listen(this::event);
  }

  /** Returns the recording, one JSON object a line. */
  String record(Session session) {
    board.powerOn();
    await(READY);
    for (Session.Action action : session.actions()) {
      switch (action) {
        case Session.Action.Step step -> event("step: " + step.name());
        case Session.Action.Wait wait ->
            board.pause(Duration.ofMillis((long) (wait.seconds() * 1000)));
        case Session.Action.Type type -> {
          add("host", type.bytes());
          board.type(type.bytes());
          await(type.until());
        }
        case Session.Action.Reset reset -> {
          event("SIGUSR1 reset button");
          board.pressReset();
          await(reset.until().isEmpty() ? READY : reset.until());
        }
      }
    }
    return lines(session.what());
  }

  private void await(String until) {
    Duration began = board.time();
    if (!until.isEmpty()) {
      board.await(PATIENCE, text -> text.contains(until));
    }
    String before = "";
    Duration last = board.time();
    while (board.time().minus(began).compareTo(PATIENCE) < 0) {
      String now = board.sent();
      if (!now.equals(before)) {
        before = now;
        last = board.time();
      }
      Duration enough = PROMPTS.stream().anyMatch(now::endsWith) ? LOOK : QUIET;
      if (board.time().minus(last).compareTo(enough) > 0) {
        break;
      }
      board.pause(LOOK);
    }
    take();
  }

  private synchronized void take() {
    String said = board.take();
    if (!said.isEmpty()) {
      add("board", said);
    }
  }

  private synchronized void event(String what) {
    take();
    add("event", what);
  }

  private synchronized void add(String dir, String data) {
    entries.add(new Recording.Entry(board.time().toMillis() / 1000.0, dir, data));
  }

  private synchronized String lines(String what) {
    String all = String.join("", entries.stream().map(Recording.Entry::data).toList());
    Matcher banner = BANNER.matcher(all);
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("firmware", banner.find() ? banner.group() : "unknown");
    head.put("board", "raspberry_pi_pico (emulated)");
    head.put("what", what);
    StringBuilder out = new StringBuilder(ascii(Json.write(head)) + "\n");
    entries.forEach(e -> out.append(ascii(Json.write(e))).append('\n'));
    return out.toString();
  }

  private static String ascii(String json) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      out.append(c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return out.toString();
  }
}
