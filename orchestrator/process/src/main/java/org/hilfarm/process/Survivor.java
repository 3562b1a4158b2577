package org.hilfarm.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that was started for something that is over, and that still runs: even SIGKILL does not
 * end one that is stuck in the kernel, and one whose starter was killed knows nothing of it. Any
 * thread may use it; nothing here waits.
 *
 * @param handle the process
 * @param starter the id of the process that started it, or started what did
 * @param purpose what and for whom it was started, such as "esptool 1-1.4"
 */
public record Survivor(ProcessHandle handle, long starter, String purpose) {
  private static final String MARK = "HIL_FARM_CHILD_FOR";

  /** What a child of this process has in its environment, so that it can be found again. */
  public static Map<String, String> mark(String purpose) {
    return Map.of(MARK, ProcessHandle.current().pid() + " " + purpose);
  }

  /** What this process has started for this, a word of the purpose, and what still runs. */
  public static List<Survivor> of(String word) {
    long own = ProcessHandle.current().pid();
    return marked().stream()
        .filter(s -> s.starter() == own && List.of(s.purpose().split(" ")).contains(word))
        .toList();
  }

  /** What runs on although the process that started it is gone. */
  public static List<Survivor> orphans() {
    return marked().stream().filter(s -> ProcessHandle.of(s.starter()).isEmpty()).toList();
  }

  private static List<Survivor> marked() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.flatMap(p -> in(p).stream()).filter(Survivor::runs).toList();
    }
  }

  /** What a process was started for, where its environment says so. */
  public static Optional<Survivor> in(ProcessHandle process) {
    return Arrays.stream(Environments.of(process).split("\0"))
        .filter(line -> line.matches(MARK + "=[0-9]{1,18} .*"))
        .map(line -> line.substring(MARK.length() + 1).split(" ", 2))
        .map(words -> new Survivor(process, Long.parseLong(words[0]), words[1]))
        .findFirst();
  }

  /** Whether it still does. */
  public boolean runs() {
    return ProcessTree.runs(handle);
  }

  /** Asks the kernel to end it; whether it does shows later. */
  public void kill() {
    var unused = handle.destroyForcibly();
  }

  @Override
  public String toString() {
    return "process %d (%s)".formatted(handle.pid(), purpose);
  }
}
