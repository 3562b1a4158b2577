package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The virtual chip and its firmware together, as a host sees them. */
class CircuitPythonOnARackTest {
  private static final String KEY = "Press any key";

  private final Path folder;

  CircuitPythonOnARackTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private VirtualRack start(BoardType type) throws Exception {
    return VirtualRack.start(
        folder.resolve("root"),
        TestBoards.rack(type),
        TestBoards.types(type),
        CircuitPython.factory(Tools.here(), folder),
        VirtualRackOptions.real().withRate(10));
  }

  private Host host() {
    return new Host(folder.resolve("root"), "1-1.1");
  }

  private static String lineWith(HostPort console, String part) throws IOException {
    String line = console.readLine();
    while (!line.contains(part)) {
      line = console.readLine();
    }
    return line;
  }

  @Test
  void a_script_runs_over_the_raw_repl() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      try (HostPort console = host().open()) {
        lineWith(console, KEY);
        console.write("\r");
        lineWith(console, "Adafruit CircuitPython 10.0.3");
        console.write("\u0001");
        lineWith(console, "raw REPL");
        console.write(
            "import microcontroller\nprint('reason', microcontroller.cpu.reset_reason)\u0004");
        assertThat(lineWith(console, "reason"))
            .endsWith("reason microcontroller.ResetReason.POWER_ON");
      }
    }
  }

  @Test
  void a_file_written_by_the_host_is_run() throws Exception {
    try (VirtualRack rack = start(TestBoards.FEATHER_NRF)) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      Path file = Files.writeString(folder.resolve("code.py"), "print('hello', 'host')\n");
      try (HostPort console = host.open()) {
        lineWith(console, KEY);
        String volume = host.disk().orElseThrow() + "@@512";
        Host.run("mcopy", "-o", "-i", volume, file.toString(), "::/code.py");
        assertThat(lineWith(console, "hello host")).endsWith("hello host");
        lineWith(console, KEY);
      }
    }
  }

  @Test
  void a_watchdog_reset_is_a_new_enumeration() throws Exception {
    try (VirtualRack rack = start(TestBoards.MAGTAG)) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      String before;
      try (HostPort console = host.open()) {
        before = host.attribute("devnum");
        lineWith(console, KEY);
        console.write("\r");
        lineWith(console, "Adafruit");
        console.write("import microcontroller as m, watchdog; m.watchdog.timeout = 2\r");
        console.write("m.watchdog.mode = watchdog.WatchDogMode.RESET\r");
        lineWith(console, "WatchDogMode.RESET");
      }
      host.awaitNextEnumeration(before);
      try (HostPort console = host.open()) {
        lineWith(console, KEY);
        console.write("\r");
        lineWith(console, "Adafruit");
        console.write("import microcontroller\rmicrocontroller.cpu.reset_reason\r");
        lineWith(console, "microcontroller.ResetReason.WATCHDOG");
      }
    }
  }
}
