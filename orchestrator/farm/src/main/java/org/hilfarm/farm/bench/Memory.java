package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory as the kernel counts it (proc(5), VmRSS). */
final class Memory {
  private Memory() {}

  /** This process and its children, in MB; shared pages are counted for each. */
  static double withChildren() {
    ProcessHandle own = ProcessHandle.current();
    double total = of(own.pid());
    for (ProcessHandle child : own.descendants().toList()) {
      total += of(child.pid());
    }
    return total;
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
