package org.hilfarm.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hilfarm.time.Deadline;

/**
 * A child of the simplest kind, for those that are started and ended many times a second: it starts
 * none of its own, its errors come with its output, it has no thread here, and it is ended without
 * being asked. A program that runs to its end is a {@link Child}. One thread reads, any thread may
 * write, interrupt or close.
 */
public final class Piped implements AutoCloseable {
  private static final long PATIENCE_S = 5;
  private static final long SIGINT = 1L << (2 - 1);

  private final Process process;
  private final OutputStream input;

  private Piped(Process process) {
    this.process = process;
    this.input = process.getOutputStream();
  }

  /** Starts a program; {@code command} is its path and its arguments. */
  public static Piped start(List<String> command) throws IOException {
    return new Piped(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** What it writes; ends when the process does. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Writes all of this at once and passes it on. */
  public synchronized void write(byte[] bytes) throws IOException {
    input.write(bytes);
    input.flush();
  }

  /**
   * Sends it SIGINT, as a terminal's Ctrl-C does; when this returns, it has taken the signal or has
   * ended. Takes a few milliseconds.
   */
  public void interrupt() throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!kill.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new IOException(
            "interrupting process %d took longer than %d s".formatted(process.pid(), PATIENCE_S));
      }
    } finally {
      kill.destroyForcibly();
    }
    Deadline deadline = Deadline.after(Duration.ofSeconds(PATIENCE_S));
    while (pending() && !deadline.passed()) {
      LockSupport.parkNanos(200_000);
    }
  }

  /** Whether the signal still waits for it (proc(5): signals pending for thread and process). */
  private boolean pending() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("ShdPnd:") || line.startsWith("SigPnd:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
    } catch (IOException | UncheckedIOException ended) {
      return false;
    }
  }

  /** How it ended, for messages. */
  public String ending() {
    return process.isAlive() ? "still running" : "exit code " + process.exitValue();
  }

  /** Ends it at once, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "process %d does not end %d s after SIGKILL".formatted(process.pid(), PATIENCE_S));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
