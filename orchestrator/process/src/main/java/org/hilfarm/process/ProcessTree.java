package org.hilfarm.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hilfarm.time.Deadline;

/**
 * A child and everything it started, to be ended together. Children that left the tree (their
 * parent died first) are found by a mark in their environment, which they inherit; Linux shows it
 * in {@code /proc/<pid>/environ}.
 */
final class ProcessTree {
  private static final String MARK = "HIL_FARM_CHILD";
  private static final Duration POLITE = Duration.ofMillis(300);
  private static final Duration FORCED = Duration.ofSeconds(2);

  private final Process root;
  private final String mark;

  private ProcessTree(Process root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** Starts it, marked. */
  static ProcessTree start(String purpose, ProcessBuilder builder, Command command)
      throws IOException {
    String mark = MARK + "=" + UUID.randomUUID();
    builder.command(command.words());
    builder.environment().putAll(command.environment());
    builder.environment().put(MARK, mark.substring(MARK.length() + 1));
    builder.environment().putAll(Survivor.mark(purpose));
    command.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    try {
      return new ProcessTree(builder.start(), mark);
    } catch (IOException e) {
      throw new IOException("could not start %s: %s".formatted(command, e.getMessage()), e);
    }
  }

  Process root() {
    return root;
  }

  /** Ends all of it, first politely; the ids of those that are still there afterwards. */
  List<Long> kill() {
    List<ProcessHandle> first = members();
    first.forEach(ProcessHandle::destroy);
    ended(first, Deadline.after(POLITE));
    Set<ProcessHandle> rest = new LinkedHashSet<>(first);
    rest.addAll(members());
    rest.removeIf(process -> !runs(process));
    rest.forEach(ProcessHandle::destroyForcibly);
    ended(rest, Deadline.after(FORCED));
    return rest.stream().filter(ProcessTree::runs).map(ProcessHandle::pid).toList();
  }

  /** Everything alive that this child started, itself included. */
  private List<ProcessHandle> members() {
    List<ProcessHandle> members = new ArrayList<>();
    try (Stream<ProcessHandle> below = root.toHandle().descendants()) {
      below.forEach(members::add);
    }
    if (root.isAlive()) {
      members.addFirst(root.toHandle());
    }
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      Environments environments = new Environments();
      all.filter(p -> !members.contains(p))
          .filter(p -> isMarked(p, environments))
          .forEach(members::add);
    }
    return members;
  }

  /**
   * Whether something it started outlives it. Java may end a dead child's stream although others
   * hold it open, so the stream cannot tell. Only processes younger than the child are looked at
   * (their ids are higher until the kernel's numbers wrap), which keeps this at a millisecond.
   */
  boolean outlived() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      Environments environments = new Environments();
      return all.anyMatch(p -> p.pid() > root.pid() && isMarked(p, environments));
    }
  }

  private boolean isMarked(ProcessHandle process, Environments environments) {
    String environment =
        process.pid() > root.pid() ? environments.settled(process) : Environments.of(process);
    return environment.contains(mark);
  }

  /**
   * Whether it still runs: one that has ended but whose parent has not yet asked how (a zombie; in
   * a container without an init it stays one) holds nothing and does nothing any more.
   */
  static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException goneMeanwhileOrNotLinux) {
      return process.isAlive();
    }
  }

  /**
   * Whether all have ended. Looked at again and again: Java tells the end of another's child late.
   */
  private static boolean ended(Collection<ProcessHandle> processes, Deadline deadline) {
    while (processes.stream().anyMatch(ProcessTree::runs)) {
      if (deadline.passed()) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    return true;
  }
}
