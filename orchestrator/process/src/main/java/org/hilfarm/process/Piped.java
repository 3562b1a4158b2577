package org.hilfarm.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hilfarm.time.Deadline;

/**
 * A child that is talked to, of the simplest kind: it starts none of its own and is ended without
 * being asked. Those that are started and ended many times a second give their errors with their
 * output and have no thread here; what writes frames has its errors read apart. A program that runs
 * to its end is a {@link Child}. One thread reads, any thread may write, interrupt or close.
 */
public final class Piped implements AutoCloseable {
  private static final long PATIENCE_S = 5;
  private static final Duration LAST_WORDS = Duration.ofMillis(250);
  private static final long SIGINT = 1L << (2 - 1);

  private final Process process;
  private final OutputStream input;
  private final Optional<OutputReader> errors;

  private Piped(Process process, Optional<OutputReader> errors) {
    this.process = process;
    this.input = process.getOutputStream();
    this.errors = errors;
  }

  /** Starts a program; {@code command} is its path and its arguments. */
  public static Piped start(List<String> command) throws IOException {
    return new Piped(
        new ProcessBuilder(command).redirectErrorStream(true).start(), Optional.empty());
  }

  /** Starts a program in its folder and environment. */
  public static Piped start(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    command.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    return new Piped(builder.start(), Optional.empty());
  }

  /**
   * Starts a program whose errors are no part of its output.
   *
   * @param name what the thread that reads them is called: what and for whom
   * @param errors hears each line of them as it comes, on that thread
   */
  public static Piped start(String name, List<String> command, Consumer<String> errors)
      throws IOException {
    Process process = new ProcessBuilder(command).start();
    OutputReader reader = new OutputReader(name + " errors", process.getErrorStream(), errors);
    return new Piped(process, Optional.of(reader));
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

  /** What it exited with; empty where it still runs at the deadline. */
  public OptionalInt exit(Deadline deadline) throws InterruptedException {
    return process.waitFor(deadline.leftMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
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
      if (errors.isPresent()) {
        var unused = errors.get().join(LAST_WORDS, Deadline.after(LAST_WORDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
