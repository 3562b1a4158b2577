package org.hilfarm.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hilfarm.time.Deadline;

/**
 * A child that runs until somebody ends it, and to which may be done what happens to a service: it
 * is killed, stopped for a while, or finds its disk full. Any thread may use it.
 */
public final class Service implements AutoCloseable {
  private static final Duration SIGNAL = Duration.ofSeconds(5);
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private final String name;
  private final ProcessTree tree;
  private final OutputReader output;

  /** What a kill left running. */
  private final Set<ProcessHandle> orphans = new LinkedHashSet<>();

  private Service(String name, ProcessTree tree, Consumer<String> lines) {
    this.name = name;
    this.tree = tree;
    this.output = new OutputReader(name + " output", tree.root().getInputStream(), lines);
  }

  /**
   * Starts it.
   *
   * @param name what its threads are called: what and for whom
   * @param lines hears each line of both its outputs, on the reading thread
   */
  public static Service start(String name, Command command, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder().redirectErrorStream(true);
    return new Service(name, ProcessTree.start(name, builder, command), lines);
  }

  /** Its process. */
  public ProcessHandle process() {
    return tree.root().toHandle();
  }

  /** Waits until it has ended; what it exited with. */
  public int await() throws InterruptedException {
    int exit = tree.root().waitFor();
    var unused = output.join(LAST_WORDS, Deadline.after(LAST_WORDS));
    return exit;
  }

  /** SIGKILL for it alone: what it has started runs on, as after any such death. */
  public synchronized void kill() {
    try (Stream<ProcessHandle> below = process().descendants()) {
      below.forEach(orphans::add);
    }
    tree.root().destroyForcibly();
  }

  /** SIGSTOP: it does nothing any more, and nobody is told. */
  public void freeze() throws IOException, InterruptedException {
    tell("kill", "-STOP", pid());
  }

  /** SIGCONT: it goes on as if nothing had been. */
  public void thaw() throws IOException, InterruptedException {
    tell("kill", "-CONT", pid());
  }

  /**
   * From now on it, and what it starts, can make no file longer than this (setrlimit(2),
   * RLIMIT_FSIZE): what it writes beyond fails, as on a full disk.
   *
   * @param bytes a number, or {@code unlimited}
   */
  public void limitFiles(String bytes) throws IOException, InterruptedException {
    tell("prlimit", "--pid", pid(), "--fsize=" + bytes + ":");
  }

  private String pid() {
    return Long.toString(tree.root().pid());
  }

  private void tell(String program, String... arguments) throws IOException, InterruptedException {
    Command command = Command.of(Path.of(program), arguments);
    Ending ending = Child.run(program + " " + name, command, line -> {}, Deadline.after(SIGNAL));
    if (!(ending instanceof Ending.Exited exited && exited.value() == 0)) {
      throw new IOException("%s: %s failed: %s".formatted(name, command, ending.output().strip()));
    }
  }

  /** Ends it and everything it started, also what an earlier kill left running. */
  @Override
  public synchronized void close() {
    List<Long> unused = tree.kill();
    orphans.stream().filter(ProcessTree::runs).forEach(ProcessHandle::destroyForcibly);
  }
}
