package org.hilfarm.drivers.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.serial.ByteLink;
import org.hilfarm.drivers.serial.LinkLostException;
import org.hilfarm.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A board that answers as CircuitPython 10.2.0 did on a Raspberry Pi Pico: the texts and what each
 * byte does in each state are from a recorded console (raw REPL, host entry sequences, mode
 * switches). It answers on the caller's thread, at once.
 */
final class ScriptedBoard implements ByteLink {
  static final String BANNER =
      "Adafruit CircuitPython 10.2.0 on 2026-11-22; Raspberry Pi Pico with rp2040";
  static final String TITLE = "\u001b]0;\u00f0\u009f\u0090\u008d%s | 10.2.0\u001b\\";
  static final String RAW_BANNER = "raw REPL; CTRL-B to exit\r\n>";

  private static final String TRACEBACK =
      "Traceback (most recent call last):\r\n  File \"%s\", line %d, in <module>\r\n%s\r\n";
  private static final Pattern PRINT = Pattern.compile("print\\('([^']*)'\\)");
  private static final int WINDOW = 128;

  enum State {
    RUNNING,
    PRESS_ANY_KEY,
    FRIENDLY,
    CONTINUED,
    PASTE_MODE,
    RAW,
    RAW_PASTE,
    RAW_PASTE_ENDED_EARLY,
    RAW_RUNNING,
    MUTE
  }

  State state;
  boolean knowsRawPaste = true;
  int interruptsToIgnore;

  /** Every write, in order. */
  final List<String> heard = new ArrayList<>();

  private final StringBuilder line = new StringBuilder();
  private final StringBuilder kept = new StringBuilder();
  private @Nullable Receiver receiver;
  private int pasted;
  private boolean flushed;

  ScriptedBoard(State state) {
    this.state = state;
  }

  Console console(Transcript transcript) {
    return new Console(this, transcript);
  }

  @Override
  public void start(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public void write(byte[] bytes, Deadline deadline) throws LinkLostException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    heard.add(text);
    flushed = false;
    for (int i = 0; i < text.length() && !flushed; i++) {
      hear(text.charAt(i));
    }
  }

  @Override
  public String where() {
    return "serial port /dev/ttyACM0";
  }

  @Override
  public void close() {
    lose("serial port /dev/ttyACM0 was closed");
  }

  void say(String text) {
    if (receiver != null) {
      receiver.received(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  void lose(String why) {
    if (receiver != null) {
      receiver.lost(why);
    }
  }

  private void hear(char c) {
    switch (state) {
      case MUTE -> {}
      case RUNNING -> running(c);
      case PRESS_ANY_KEY -> friendly();
      case FRIENDLY -> friendly(c);
      case CONTINUED -> continued(c);
      case PASTE_MODE -> pasteMode(c);
      case RAW -> raw(c);
      case RAW_PASTE -> paste(c);
      case RAW_PASTE_ENDED_EARLY -> drain(c);
      case RAW_RUNNING -> rawRunning(c);
    }
  }

  /** Bytes are kept; a Ctrl-C throws away what was kept and what came right behind it. */
  private void running(char c) {
    if (c != 0x03) {
      kept.append(c);
      return;
    }
    kept.setLength(0);
    flushed = true;
    if (interruptsToIgnore-- > 0) {
      say("caught\r\nloop 5\r\n");
      return;
    }
    say(TRACEBACK.formatted("code.py", 6, "KeyboardInterrupt: "));
    say(TITLE.formatted("Done") + "\r\nCode done running.\r\n\r\n");
    state = State.PRESS_ANY_KEY;
    say("Press any key to enter the REPL. Use CTRL-D to reload.\r\n");
  }

  private void friendly() {
    state = State.FRIENDLY;
    say(TITLE.formatted("REPL") + "\r\n" + BANNER + "\r\n>>> ");
  }

  private void friendly(char c) {
    switch (c) {
      case '\r', 0x03 -> say("\r\n>>> ");
      case 0x01 -> {
        state = State.RAW;
        say("\r\n" + TITLE.formatted("Done") + RAW_BANNER);
      }
      default -> say(String.valueOf(c));
    }
  }

  private void continued(char c) {
    if (c == 0x03) {
      state = State.FRIENDLY;
      say("\r\n>>> ");
    } else if (c == '\r') {
      say("\r\n...     ");
    }
  }

  private void pasteMode(char c) {
    if (c == 0x03) {
      state = State.FRIENDLY;
      say("\r\n>>> ");
    } else if (c == '\r') {
      say("\r\n=== ");
    }
  }

  private void raw(char c) {
    switch (c) {
      case 0x01 -> rawReset();
      case 0x02 -> {
        say("\r\n");
        friendly();
      }
      case 0x03 -> line.setLength(0);
      case 0x04 -> plain();
      default -> line.append(c);
    }
  }

  private void rawReset() {
    boolean asksForPaste = line.toString().equals("\u0005A") && knowsRawPaste;
    line.setLength(0);
    if (asksForPaste) {
      state = State.RAW_PASTE;
      pasted = 0;
      say("R\u0001\u0080\u0000\u0001");
    } else {
      say(RAW_BANNER);
    }
  }

  private void plain() {
    String source = line.toString();
    line.setLength(0);
    say("OK");
    if (source.isEmpty()) {
      say("\r\nsoft reboot\r\n" + RAW_BANNER);
    } else {
      run(source);
    }
  }

  private void paste(char c) {
    if (c == 0x04) {
      state = State.RAW;
      String source = line.toString();
      line.setLength(0);
      say("\u0004");
      run(source);
      return;
    }
    line.append(c);
    if (line.toString().equals("x = = 1\n")) {
      state = State.RAW_PASTE_ENDED_EARLY;
      say("\u0004");
    } else if (++pasted % WINDOW == 0) {
      say("\u0001");
    }
  }

  private void drain(char c) {
    if (c == 0x04) {
      line.setLength(0);
      state = State.RAW;
      say("\u0004" + "Traceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\n");
      say("SyntaxError: invalid syntax\r\n\u0004>");
    }
  }

  private void rawRunning(char c) {
    if (c == 0x03) {
      flushed = true;
      state = State.RAW;
      say("\u0004" + TRACEBACK.formatted("<stdin>", 1, "KeyboardInterrupt: ") + "\u0004>");
    }
  }

  private void run(String source) {
    Matcher print = PRINT.matcher(source);
    while (print.find()) {
      say(print.group(1) + "\r\n");
    }
    if (source.contains("while True")) {
      state = State.RAW_RUNNING;
    } else if (source.contains("1/0")) {
      String error = "ZeroDivisionError: division by zero";
      say("\u0004" + TRACEBACK.formatted("<stdin>", 2, error) + "\u0004>");
    } else if (source.contains("sys.exit()")) {
      say("\u0004\u0004soft reboot\r\n" + RAW_BANNER);
    } else if (source.contains("microcontroller.reset()")) {
      state = State.MUTE;
      lose("serial port /dev/ttyACM0 is gone: the board was unplugged or reset");
    } else {
      say("\u0004\u0004>");
    }
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  static Deadline now() {
    return Deadline.after(Duration.ZERO);
  }
}
