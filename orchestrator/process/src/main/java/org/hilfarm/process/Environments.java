package org.hilfarm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.time.Deadline;

/**
 * What processes were started with, as Linux tells it in {@code /proc/<pid>/environ}.
 *
 * <p>While a process changes from one program to the next (execve), the kernel has no environment
 * to show for it (fs/proc/base.c: environ_read ends at once until env_end is set), and may let
 * nobody read it. So nothing does not mean unmarked: one such process is looked at again, until it
 * has an environment or the patience of this one look is used up. Confined to one thread.
 */
final class Environments {
  /** Under load a process may be put aside in the middle of its change; it takes no longer. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final long AGAIN = Duration.ofMillis(1).toNanos();

  private final Deadline patience;

  Environments() {
    this(Deadline.after(PATIENCE));
  }

  Environments(Deadline patience) {
    this.patience = patience;
  }

  /** What it was started with; nothing where it is another user's, gone, or changes just now. */
  static String of(ProcessHandle process) {
    try {
      return new String(Files.readAllBytes(proc(process, "environ")), StandardCharsets.ISO_8859_1);
    } catch (IOException notOurs) {
      return "";
    }
  }

  /** The same, but one that changes just now is waited for. */
  String settled(ProcessHandle process) {
    String environment = of(process);
    while (environment.isEmpty() && mayChange(process) && !patience.passed()) {
      LockSupport.parkNanos(AGAIN);
      environment = of(process);
    }
    return environment;
  }

  /**
   * Whether it may be between two programs: it runs, it has memory (the kernel's own threads have
   * none) and it is of this user.
   */
  private static boolean mayChange(ProcessHandle process) {
    String status = status(process);
    return ProcessTree.runs(process)
        && status.contains("\nVmSize:")
        && user(status).equals(user(status(ProcessHandle.current())));
  }

  private static String user(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.split("\\s+", 3)[1])
        .findFirst()
        .orElse("");
  }

  private static String status(ProcessHandle process) {
    try {
      return Files.readString(proc(process, "status"));
    } catch (IOException gone) {
      return "";
    }
  }

  private static Path proc(ProcessHandle process, String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }
}
