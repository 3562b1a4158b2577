package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory as the kernel counts it (proc(5), VmRSS). */
final class Memory {
  private Memory() {}

  /**
   * This process, its children and the PostgreSQL below a data folder, which is nobody's child; in
   * MB. Shared pages are counted for each.
   */
  static double withChildren(Path data) {
    double total = own();
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      total += of(child.pid());
    }
    return total + postgres(data.resolve("postgres/data/postmaster.pid"));
  }

  private static double postgres(Path pidFile) {
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      double total = of(pid);
      for (ProcessHandle child :
          ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
        total += of(child.pid());
      }
      return total;
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
  }

  /** This process alone, in MB. */
  static double own() {
    return of(ProcessHandle.current().pid());
  }

  private static double of(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException gone) {
      return 0;
    }
    return 0;
  }
}
