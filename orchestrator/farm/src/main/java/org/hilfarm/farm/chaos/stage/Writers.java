package org.hilfarm.farm.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hilfarm.process.Survivor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, some times a second, which processes have a board's port or drive open: those of one life
 * of an agent may at a time, its own and what it started. An agent that was killed leaves esptool
 * or mcopy behind, and the next one must not begin beside it. Linux shows it in {@code
 * /proc/PID/fd}. Any thread may use it.
 */
final class Writers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writers.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Supplier<Set<Long>> lives;
  private final List<Path> roots;
  private final ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();
  private final Watch watch;

  /**
   * Begins to look.
   *
   * @param lives the ids of all processes that were ever an agent
   * @param roots the racks'
   */
  Writers(Supplier<Set<Long>> lives, List<Path> roots) {
    this.lives = lives;
    this.roots = List.copyOf(roots);
    this.watch = new Watch("chaos-writers", LOOK, this::look);
  }

  /** What was seen open by two at a time, in words. */
  Set<String> seen() {
    return Set.copyOf(seen);
  }

  private void look() {
    Map<ProcessHandle, Long> all = new HashMap<>();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      Set<Long> known = lives.get();
      processes.forEach(p -> life(p, known).ifPresent(life -> all.put(p, life)));
    }
    Map<String, ProcessHandle> holders = new HashMap<>();
    all.keySet()
        .forEach(
            process -> {
              for (String device : devices(process)) {
                ProcessHandle other = holders.putIfAbsent(device, process);
                if (other != null && !Objects.equals(all.get(other), all.get(process))) {
                  both(device, other, process);
                }
              }
            });
  }

  /** The first was looked at a moment ago: only where it still has it, both have it at once. */
  private void both(String device, ProcessHandle first, ProcessHandle second) {
    if (devices(first).contains(device)) {
      seen.add("%s: %s and %s".formatted(device, words(first), words(second)));
    }
  }

  private static String words(ProcessHandle process) {
    return Survivor.in(process)
        .map(s -> "%s, started by process %d".formatted(s, s.starter()))
        .orElse("process " + process.pid());
  }

  private static Optional<Long> life(ProcessHandle process, Set<Long> known) {
    return known.contains(process.pid())
        ? Optional.of(process.pid())
        : Survivor.in(process).map(Survivor::starter).filter(known::contains);
  }

  /** Pseudo-terminals, of which the boards' are the only ones here, and the racks' drives. */
  private Set<String> devices(ProcessHandle process) {
    Set<String> devices = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      open.forEach(fd -> target(fd).filter(this::ofBoards).ifPresent(devices::add));
    } catch (IOException | java.io.UncheckedIOException gone) {
      LOG.trace("process {} is gone", process.pid());
    }
    return devices;
  }

  private static Optional<String> target(Path fd) {
    try {
      return Optional.of(Files.readSymbolicLink(fd).toString());
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  private boolean ofBoards(String target) {
    return target.startsWith("/dev/pts/")
        || roots.stream().anyMatch(r -> target.startsWith(r.resolve("dev") + "/"));
  }

  @Override
  public void close() {
    watch.close();
  }
}
