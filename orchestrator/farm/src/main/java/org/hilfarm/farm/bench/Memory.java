package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory as the kernel counts it. */
final class Memory {
  private Memory() {}

  /** A process's command line; Java's own answer leaves out what is longer than a page. */
  static List<String> words(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** The most a process ever had, in MB (proc(5), VmHWM); NaN where it is gone. */
  static double peak(ProcessHandle process) {
    try {
      for (String line :
          Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException gone) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
