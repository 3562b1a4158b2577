package org.hilfarm.process;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a child process to its end, within a deadline, leaving nothing of it behind. */
public final class Child {
  private static final Logger log = LoggerFactory.getLogger(Child.class);

  /** What a pipe takes without anyone reading it (Linux: 64 KiB), so that giving never waits. */
  private static final int MAX_INPUT = 64 * 1024;

  /** How long a pipe may stay open after its child's end before its other holders are ended. */
  private static final Duration STREAM_END = Duration.ofMillis(250);

  private Child() {}

  /** Runs it with no input. */
  public static Ending run(String name, Command command, Consumer<String> lines, Deadline deadline)
      throws IOException, InterruptedException {
    return run(name, command, new byte[0], lines, deadline);
  }

  /**
   * Runs it. Whatever it started is ended with it, at its deadline or when this thread is
   * interrupted; a grandchild that stays behind with the output still open is ended too.
   *
   * @param name what its threads are called: what and for whom, such as "esptool 1-1.4"
   * @param input its standard input, at most 64 KiB
   * @param lines hears each line of its output as it comes, on the reading thread
   */
  public static Ending run(
      String name, Command command, byte[] input, Consumer<String> lines, Deadline deadline)
      throws IOException, InterruptedException {
    if (input.length > MAX_INPUT) {
      throw new IllegalArgumentException(
          "%s: %d bytes of input, more than a pipe takes at once".formatted(name, input.length));
    }
    long started = System.nanoTime();
    ProcessTree tree =
        ProcessTree.start(name, new ProcessBuilder().redirectErrorStream(true), command);
    OutputReader output = new OutputReader(name + " output", tree.root().getInputStream(), lines);
    try {
      give(tree.root(), input);
      boolean ended = tree.root().waitFor(deadline.leftMillis(), TimeUnit.MILLISECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      List<Long> survivors = ended ? List.of() : tree.kill();
      drain(tree, output, deadline);
      return ended
          ? new Ending.Exited(tree.root().exitValue(), output.text(), took)
          : new Ending.Overdue(output.text(), took, survivors);
    } finally {
      if (tree.root().isAlive()) {
        log.info("{}: ending {}, process {}", name, command.program(), tree.root().pid());
        tree.kill();
      }
    }
  }

  /**
   * The child is gone: what it left running is ended, the rest of its output is read. Who still
   * holds the output open then, and says nothing or too much, was started by it.
   */
  private static void drain(ProcessTree tree, OutputReader output, Deadline deadline)
      throws InterruptedException {
    if (tree.outlived()) {
      tree.kill();
    }
    if (!output.join(STREAM_END, deadline)) {
      tree.kill();
      if (!output.join(STREAM_END, Deadline.after(STREAM_END))) {
        log.warn("the output of process {} is held open by another process", tree.root().pid());
      }
    }
  }

  private static void give(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      log.debug("process {} did not want its input: {}", process.pid(), e.toString());
    }
  }
}
