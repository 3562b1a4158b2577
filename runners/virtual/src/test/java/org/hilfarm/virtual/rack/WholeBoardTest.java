package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The virtual hardware with the virtual CircuitPython on it. */
class WholeBoardTest {
  private final Path folder;
  private final Host host;

  WholeBoardTest(@TempDir Path folder) {
    this.folder = folder;
    this.host = new Host(folder.resolve("root"), "1-1.1");
  }

  private VirtualRack start(BoardType type) throws IOException, ToolMissingException {
    return VirtualRack.start(
        folder.resolve("root"),
        TestBoards.rack(type),
        TestBoards.types(type),
        CircuitPython.factory(Tools.here(), Files.createDirectories(folder.resolve("work"))),
        VirtualRackOptions.real().withRate(20));
  }

  private HostPort prompt() throws IOException {
    HostPort console = host.open();
    console.write("\u0003");
    console.write("\r");
    console.readUntil(">>> ");
    return console;
  }

  private void flashesFromTheRepl(BoardType type) throws Exception {
    try (VirtualRack rack = start(type)) {
      assertThat(rack.root()).isDirectory();
      host.await(type.usb().application().id().toString());
      try (HostPort console = prompt()) {
        console.write("import microcontroller\r");
        console.write("microcontroller.cpu.reset_reason\r");
        console.readUntil("microcontroller.ResetReason.POWER_ON");
        console.write("microcontroller.on_next_reset(microcontroller.RunMode.UF2)\r");
        console.write("microcontroller.reset()\r");
        host.await(type.usb().bootloader().id().toString());
      }
      byte[] uf2 = new DemonstrationImage(type, "10.2.0", Variant.GOOD, 7).uf2();
      Path image = Files.write(folder.resolve("new.uf2"), uf2);
      String offset = type.equals(TestBoards.PICO) ? "@@512" : "";
      Host.run("mcopy", "-i", host.disk().orElseThrow() + offset, image.toString(), "::/N.UF2");
      host.await(type.usb().application().id().toString());
      String bootOut =
          Host.run("mtype", "-i", host.disk().orElseThrow() + "@@512", "::/boot_out.txt");
      assertThat(bootOut).contains("CircuitPython 10.2.0 on", "Board ID:" + type.id());
    }
  }

  @Test
  void an_rp2040_is_flashed_from_its_repl() throws Exception {
    flashesFromTheRepl(TestBoards.PICO);
  }

  @Test
  void an_nrf52840_is_flashed_from_its_repl() throws Exception {
    flashesFromTheRepl(TestBoards.FEATHER_NRF);
  }

  @Test
  void an_esp32s2_is_flashed_from_its_repl() throws Exception {
    flashesFromTheRepl(TestBoards.FEATHER_S2);
  }

  @Test
  void a_code_py_copied_to_the_drive_runs() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      Path code = Files.writeString(folder.resolve("code.py"), "print(6 * 7, 'answers')\n");
      try (HostPort console = host.open()) {
        host.await("a drive", host::hasDisk);
        String volume = host.disk().orElseThrow() + "@@512";
        Host.run("mcopy", "-o", "-i", volume, code.toString(), "::/code.py");
        console.readUntil("42 answers");
      }
    }
  }
}
