package org.hilfarm.drivers.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.hilfarm.firmware.Banner;
import org.hilfarm.time.Deadline;

/**
 * The raw REPL of CircuitPython and MicroPython (shared/runtime/pyexec.c): source in, output and
 * traceback out. In CircuitPython each way into it and out of it is a new virtual machine: names
 * are lost, the watchdog is disarmed, run_reason becomes REPL_RELOAD. In MicroPython only a reload
 * is. One thread at a time.
 */
public final class RawRepl {
  private static final int EOT = 0x04;
  private static final int PROMPT = '>';
  private static final int ERROR_BYTES = 16 * 1024;

  /** The friendly prompt with all that came before it (py/repl.h, PS1). */
  private static final Pattern FRIENDLY = Pattern.compile("^.*?>>> ", Pattern.DOTALL);

  private final Console console;
  private final RawUpload upload;

  private RawRepl(Console console) {
    this.console = console;
    this.upload = new RawUpload(console);
  }

  /**
   * Enters it from any state: code that runs is ended, a prompt of any kind left. Throws where the
   * board does not come to its raw prompt.
   */
  public static RawRepl enter(Console console, Deadline deadline)
      throws IOException, InterruptedException {
    RawEntry.enter(console, deadline);
    return new RawRepl(console);
  }

  /** Runs code and waits for its end. */
  public Execution exec(String source, Deadline deadline) throws InterruptedException {
    return exec(source, RunFollower.none(), deadline);
  }

  /** Runs code and waits for its end, followed on this thread. */
  public Execution exec(String source, RunFollower follower, Deadline deadline)
      throws InterruptedException {
    Captured stdout = new Captured(follower::output);
    console.discard();
    try {
      upload.send(source, follower, deadline);
      follower.boardsTurn();
      through("the end of the code's output", stdout, deadline);
      Captured error = new Captured(bytes -> {});
      through("the end of the code's traceback", error, deadline);
      boolean rebooted = awaitPrompt(deadline);
      String text = error.text();
      return new Execution.Ended(
          stdout.text(), text.substring(0, Math.min(text.length(), ERROR_BYTES)), rebooted);
    } catch (ConsoleTimeoutException e) {
      return new Execution.Silent(stdout.text(), String.valueOf(e.getMessage()), false);
    } catch (EndlessException e) {
      console.transcript().event(e.getMessage());
      return new Execution.Silent(stdout.text(), e.getMessage(), true);
    } catch (IOException e) {
      return new Execution.Vanished(stdout.text(), String.valueOf(e.getMessage()));
    }
  }

  private void through(String what, Captured into, Deadline deadline)
      throws IOException, EndlessException, InterruptedException {
    boolean ended = false;
    while (!ended) {
      byte[] bytes = console.takeThrough(EOT, what, deadline);
      if (into.size() + bytes.length > Execution.MOST_OUTPUT) {
        throw new EndlessException(
            "cut off after %d MiB of output".formatted(Execution.MOST_OUTPUT >> 20));
      }
      ended = bytes[bytes.length - 1] == EOT;
      into.add(ended ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    }
  }

  /** A new machine (SystemExit, supervisor.reload()) says so before its prompt. */
  private boolean awaitPrompt(Deadline deadline) throws IOException, InterruptedException {
    ByteArrayOutputStream before = new ByteArrayOutputStream();
    int last = 0;
    while (last != PROMPT) {
      byte[] bytes = console.takeThrough(PROMPT, "the raw REPL's prompt", deadline);
      last = bytes[bytes.length - 1];
      before.write(bytes, 0, Math.min(bytes.length, ERROR_BYTES - before.size()));
    }
    return before.size() > 1;
  }

  /** Starts a new virtual machine and stays raw; names are gone, pins are free. */
  public void reload(Deadline deadline) throws IOException, InterruptedException {
    console.send("\u0004", deadline);
    console.expect("soft reboot\r\n" + RawEntry.PROMPT, deadline);
  }

  /** Leaves for the friendly prompt; what the board says it runs. */
  public Banner leave(Deadline deadline) throws IOException, InterruptedException {
    console.send("\u0002", deadline);
    String text = console.expect(FRIENDLY, deadline).group();
    return Banner.in(text)
        .orElseThrow(
            () ->
                new IOException(
                    "no version banner at the friendly prompt of "
                        + console.where()
                        + ", but "
                        + Printable.tail(text, 120)));
  }

  /** The console it runs on. */
  public Console console() {
    return console;
  }

  /** The code prints without end. */
  private static final class EndlessException extends Exception {
    private static final long serialVersionUID = 1L;

    EndlessException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
