package org.hilfarm.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A long-lived child that is talked to over its standard input and output, such as an interpreter.
 * The streams belong to one thread each; the rest any thread may call. Closing it ends it with
 * everything it started; a read that waits then sees the end of the stream.
 */
public final class PipedChild implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PipedChild.class);
  private static final Duration SIGNAL_TIME = Duration.ofSeconds(2);
  private static final Duration STREAM_END = Duration.ofMillis(250);

  private final String name;
  private final ProcessTree tree;
  private final OutputStream stdin;
  private final OutputReader errors;

  private PipedChild(String name, ProcessTree tree) {
    this.name = name;
    this.tree = tree;
    stdin = new BufferedOutputStream(tree.root().getOutputStream());
    errors = new OutputReader(name + " errors", tree.root().getErrorStream(), line -> {});
  }

  /**
   * Starts it.
   *
   * @param name what its threads are called: what and for whom
   */
  public static PipedChild start(String name, Command command) throws IOException {
    return new PipedChild(name, ProcessTree.start(new ProcessBuilder(), command));
  }

  /** What it reads; buffered, so flush. */
  public OutputStream stdin() {
    return stdin;
  }

  /** What it writes; unbuffered beyond the pipe's own 64 KiB, so someone must read it. */
  public InputStream stdout() {
    return tree.root().getInputStream();
  }

  /** What it has written to its standard error so far, the middle left out where it is much. */
  public String errors() {
    return errors.text();
  }

  public long pid() {
    return tree.root().pid();
  }

  public boolean isAlive() {
    return tree.root().isAlive();
  }

  /** Sends SIGINT, as Ctrl-C would; nothing happens where it has ended already. */
  public void interrupt() throws IOException, InterruptedException {
    if (isAlive()) {
      Command kill =
          new Command(
              List.of("/bin/sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid())),
              Map.of(),
              Optional.empty());
      Child.run(name + " interrupt", kill, line -> {}, Deadline.after(SIGNAL_TIME));
    }
  }

  /** Waits for it to end by itself; its exit value, or nothing where it still runs. */
  public OptionalInt await(Deadline deadline) throws InterruptedException {
    return tree.root().waitFor(deadline.leftMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(tree.root().exitValue())
        : OptionalInt.empty();
  }

  @Override
  public void close() {
    List<Long> survivors = tree.kill();
    if (!survivors.isEmpty()) {
      log.warn("{}: processes {} could not be ended", name, survivors);
    }
    try {
      closeStreams();
      errors.join(STREAM_END, Deadline.after(STREAM_END));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeStreams() {
    try (InputStream out = stdout();
        OutputStream in = tree.root().getOutputStream()) {
      log.trace("{}: closing {} and {}", name, in, out);
    } catch (IOException e) {
      log.debug("{}: its input was not taken to the end: {}", name, e.toString());
    }
  }
}
