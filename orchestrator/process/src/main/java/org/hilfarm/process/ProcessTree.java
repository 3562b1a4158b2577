package org.hilfarm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

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
  static ProcessTree start(ProcessBuilder builder, Command command) throws IOException {
    String mark = MARK + "=" + UUID.randomUUID();
    builder.command(command.words());
    builder.environment().putAll(command.environment());
    builder.environment().put(MARK, mark.substring(MARK.length() + 1));
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
    List<ProcessHandle> members = members();
    members.forEach(ProcessHandle::destroy);
    if (!ended(members, POLITE) || !members().isEmpty()) {
      List<ProcessHandle> rest = members();
      members.stream().filter(ProcessHandle::isAlive).forEach(rest::add);
      rest.forEach(ProcessHandle::destroyForcibly);
      ended(rest, FORCED);
      members.addAll(rest);
    }
    return members.stream()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .distinct()
        .toList();
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
      all.filter(p -> !members.contains(p)).filter(this::isMarked).forEach(members::add);
    }
    return members;
  }

  private boolean isMarked(ProcessHandle process) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1)
          .contains(mark);
    } catch (IOException notOurs) {
      return false; // another user's, or gone meanwhile
    }
  }

  private static boolean ended(List<ProcessHandle> processes, Duration patience) {
    CompletableFuture<?>[] exits =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit cannot fail", e);
    }
  }
}
