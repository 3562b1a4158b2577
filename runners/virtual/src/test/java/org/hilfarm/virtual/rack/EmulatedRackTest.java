package org.hilfarm.virtual.rack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.model.board.Rack;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Emulated boards on a rack, played by a stand-in for the emulator that says what it is told to.
 */
class EmulatedRackTest {
  private final Path folder;

  EmulatedRackTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void node_is_there() {
    assumeTrue(
        EmulatorProgram.here().isPresent(),
        "emulated boards need Node 20 or newer; ./farm setup says more");
  }

  private VirtualRack start(Rack rack) throws Exception {
    return start(rack, 1);
  }

  private VirtualRack start(Rack rack, int programs) throws Exception {
    Path script = folder.resolve("stand-in.mjs");
    try (InputStream in = EmulatorProgram.class.getResourceAsStream("stand-in.mjs")) {
      Files.write(script, in.readAllBytes());
    }
    String node = Tools.here().find("node").toString();
    return start(
        rack, new EmulatorProgram(List.of(node, script.toString()), Optional.empty(), programs));
  }

  private VirtualRack start(Rack rack, EmulatorProgram program) throws IOException {
    return VirtualRack.start(
        folder.resolve("root"),
        rack,
        TestBoards.types(TestBoards.PICO),
        EchoFirmware::new,
        VirtualRackOptions.real().withEmulator(program));
  }

  private Host at(int number) {
    return new Host(folder.resolve("root"), "1-1." + number);
  }

  @Test
  void the_host_sees_what_the_firmware_says_of_itself_and_all_of_its_drive() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Host host = at(1);
      host.await("239a:80f4");
      assertThat(host.attribute("product")).isEqualTo("Pico?played");
      assertThat(host.attribute("serial")).isEqualTo("DF6161B1C73A0001");
      byte[] drive = Files.readAllBytes(host.disk().orElseThrow());
      assertThat(drive).hasSize(64 * 512);
      assertThat(block(drive, 3)).startsWith("device");
      assertThat(block(drive, 4)).startsWith("\0");
      assertThat(Files.size(rack.root().resolve("run/hil/boards/s1/flash"))).isEqualTo(2 << 20);
    }
  }

  private static String block(byte[] drive, int number) {
    return new String(Arrays.copyOfRange(drive, number * 512, number * 512 + 512), US_ASCII);
  }

  @Test
  void what_a_host_does_to_the_port_reaches_the_chip() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      assertThat(rack.root()).isDirectory();
      Host host = at(1);
      assertThat(host.ask()).isEqualTo("dtr 1 baud 0 written");
      Host.run("stty", "-F", host.tty().orElseThrow().toString(), "1200");
      host.await("the touch", () -> asked(host).startsWith("dtr 1 baud 1200"));
    }
  }

  private static String asked(Host host) {
    try {
      return host.ask();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_a_host_writes_to_the_drive_reaches_the_chip_in_runs() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      assertThat(rack.root()).isDirectory();
      Host host = at(1);
      try (HostPort console = host.open()) {
        write(host, 8, "AAA", "BBB");
        write(host, 20, "CCC");
        host.await("the writes", () -> said(console).endsWith("written 8+2:A 20+1:C"));
      }
    }
  }

  private static String said(HostPort console) {
    try {
      console.write("?");
      return console.readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Host host, int block, String... starts) throws IOException {
    try (var file = new RandomAccessFile(host.disk().orElseThrow().toFile(), "rw")) {
      byte[] bytes = new byte[starts.length * 512];
      for (int i = 0; i < starts.length; i++) {
        byte[] text = starts[i].getBytes(US_ASCII);
        System.arraycopy(text, 0, bytes, i * 512, text.length);
      }
      file.seek(block * 512L);
      file.write(bytes);
    }
  }

  @Test
  void a_refused_write_is_undone_and_the_device_s_own_change_is_shown() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      assertThat(rack.root()).isDirectory();
      Host host = at(1);
      host.await("239a:80f4");
      Path disk = host.disk().orElseThrow();
      write(host, 3, "!no");
      host.await("the write to be undone", () -> holds(disk, 3, "device"));
      host.tell("c");
      host.await("the device's change", () -> holds(disk, 5, "changed"));
    }
  }

  private static boolean holds(Path disk, int block, String start) {
    try {
      return block(Files.readAllBytes(disk), block).startsWith(start);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_reset_of_the_chip_is_a_new_enumeration_and_its_time_is_published() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Host host = at(1);
      host.await("239a:80f4");
      String before = host.attribute("devnum");
      host.tell("w");
      host.awaitNextEnumeration(before);
      Path clock = rack.root().resolve("run/hil/clock/1-1.1");
      host.await("a slow clock", () -> field(clock, 2) < 0.5);
    }
  }

  /** While a chip has power, its clock is published many times a second. */
  private static boolean stands(Path clock) {
    try {
      String before = Files.readString(clock);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
      return Files.readString(clock).equals(before);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static double field(Path clock, int which) {
    try {
      return Double.parseDouble(Files.readString(clock).split(" ")[which]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void power_and_data_lines_take_it_away_and_bring_it_back() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Host host = at(1);
      host.await("239a:80f4");
      host.power(false);
      host.awaitGone();
      host.power(true);
      host.await("239a:80f4");
      Path data = rack.root().resolve("run/hil/slots/s1/usb_data");
      Files.writeString(data, "0");
      host.awaitGone();
      Files.writeString(data, "1");
      host.await("239a:80f4");
      assertThat(host.ask()).startsWith("dtr 1");
    }
  }

  @Test
  void its_reset_button_is_the_run_pin_and_a_pin_takes_a_level() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Host host = at(1);
      host.await("239a:80f4");
      String before = host.attribute("devnum");
      Path slot = rack.root().resolve("run/hil/slots/s1");
      Files.writeString(slot.resolve("reset"), "1");
      host.awaitNextEnumeration(before);
      Files.writeString(slot.resolve("pins"), "7 1");
      try (HostPort console = host.open()) {
        host.await("the level", () -> pins(console).equals("pins 7=1"));
      }
    }
  }

  private static String pins(HostPort console) {
    try {
      console.write("p");
      return console.readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void with_its_boot_button_held_a_reset_brings_its_boot_rom() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Host host = at(1);
      host.await("239a:80f4");
      Path slot = rack.root().resolve("run/hil/slots/s1");
      Files.writeString(slot.resolve("boot"), "1");
      Files.writeString(slot.resolve("reset"), "1");
      host.await("2e8a:0003");
      Files.writeString(slot.resolve("boot"), "0");
      Files.writeString(slot.resolve("reset"), "1");
      host.await("239a:80f4");
    }
  }

  @Test
  void its_boot_rom_s_drive_takes_an_image_into_the_flash_that_the_chip_starts_from()
      throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Host host = at(1);
      host.tell("u");
      host.await("2e8a:0003");
      byte[] uf2 = new DemonstrationImage(TestBoards.PICO, "10.2.0", Variant.GOOD, 7).uf2();
      Path image = Files.write(folder.resolve("new.uf2"), uf2);
      host.await("a drive", host::hasDisk);
      Host.run("mcopy", "-i", host.disk().orElseThrow() + "@@512", image.toString(), "::/NEW.UF2");
      host.await("239a:80f4");
      byte[] flash = Files.readAllBytes(rack.root().resolve("run/hil/boards/s1/flash"));
      assertThat(new String(flash, ISO_8859_1)).contains("Adafruit CircuitPython 10.2.0 on");
      assertThat(flash).hasSize(2 << 20).endsWith((byte) 0xFF);
    }
  }

  @Test
  void when_the_emulator_dies_its_boards_are_lost_and_come_back() throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001", "DF6161B1C73A0002"))) {
      assertThat(rack.root()).isDirectory();
      at(2).await("239a:80f4");
      for (String end : List.of("x", "n")) {
        String before = at(2).attribute("devnum");
        at(1).tell(end);
        at(2).awaitNextEnumeration(before);
        at(1).await("239a:80f4");
      }
      assertThat(at(1).ask()).startsWith("dtr 1");
    }
  }

  @Test
  void with_two_programs_the_loss_of_one_is_not_the_other_s_chips() throws Exception {
    Rack three = TestBoards.emulated("DF6161B1C73A0001", "DF6161B1C73A0002", "DF6161B1C73A0003");
    try (VirtualRack rack = start(three, 2)) {
      assertThat(rack.root()).isDirectory();
      for (int board = 1; board <= 3; board++) {
        at(board).await("239a:80f4");
      }
      String second = at(2).attribute("devnum");
      String third = at(3).attribute("devnum");
      at(1).tell("x");
      at(3).awaitNextEnumeration(third);
      assertThat(at(2).attribute("devnum")).isEqualTo(second);
    }
  }

  @Test
  void a_chip_that_never_shows_itself_holds_nobody_up_and_a_power_cycle_brings_its_boot_rom()
      throws Exception {
    try (VirtualRack rack =
        start(TestBoards.emulated("DF6161B1C73A00FF", "DF6161B1C73A01FF", "DF6161B1C73A0003"))) {
      assertThat(rack.root()).isDirectory();
      at(3).await("239a:80f4", 60);
      assertThat(at(1).there()).isFalse();
      Path clock = rack.root().resolve("run/hil/clock/1-1.1");
      at(1).await("its chip to have run for seconds", () -> field(clock, 0) > 7e9);
      at(1).power(false);
      at(1).await("the power to go", () -> stands(clock));
      at(1).power(true);
      at(1).await("2e8a:0003");
    }
  }

  @Test
  void what_the_emulator_knows_of_a_chip_is_said_on_its_debug_uart_and_cannot_act()
      throws Exception {
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"))) {
      Path node = rack.root().resolve("dev/serial/by-path/s1");
      try (HostPort debug = HostPort.debugUart(node)) {
        at(1).await("239a:80f4");
        at(1).tell("o");
        assertThat(debug.readUntil("up\r\n")).endsWith("from the UART: \u001b[31mup\r\n");
        at(1).tell("h");
        assertThat(debug.readUntil("escape\r\n"))
            .endsWith("\r\n[emulator] hardfault at 0x10000123: an .[31mescape\r\n");
        at(1).tell("w");
        debug.readUntil("[emulator] the chip starts: watchdog\r\n");
      }
    }
    assertThat(folder.resolve("root/dev/serial/by-path/s1")).doesNotExist();
  }

  /** It keeps a rack busy with starting it again; the rack can be closed meanwhile. */
  @Test
  void an_emulator_that_ends_at_once_leaves_its_boards_off_and_the_rack_can_be_closed()
      throws Exception {
    String node = Tools.here().find("node").toString();
    EmulatorProgram ends =
        new EmulatorProgram(List.of(node, "-e", "process.exit(1)"), Optional.empty());
    try (VirtualRack rack = start(TestBoards.emulated("DF6161B1C73A0001"), ends)) {
      try (HostPort debug = HostPort.debugUart(rack.root().resolve("dev/serial/by-path/s1"))) {
        debug.readUntil("[emulator] the emulator has ended, and the chip with it\r\n");
      }
      assertThat(at(1).there()).isFalse();
    }
    assertThat(ProcessHandle.current().children().filter(EmulatedRackTest::isNode)).isEmpty();
  }

  private static boolean isNode(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("process.exit(1)");
  }

  @Test
  void without_an_emulator_a_rack_with_emulated_boards_does_not_start() {
    Rack rack = TestBoards.emulated("DF6161B1C73A0001");
    assertThatThrownBy(
            () ->
                VirtualRack.start(
                    folder.resolve("root"),
                    rack,
                    TestBoards.types(TestBoards.PICO),
                    EchoFirmware::new,
                    VirtualRackOptions.real()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "rack test has emulated boards, but there is no emulator to play them; run ./farm"
                + " setup, which says what it lacks");
  }

  @Test
  void a_boot_rom_of_the_wrong_size_is_refused() throws Exception {
    EmulatorProgram program = new EmulatorProgram(List.of("node"), Optional.empty());
    Path rom = Files.write(folder.resolve("rom.bin"), new byte[16385]);
    assertThatThrownBy(() -> program.withBootRom(rom))
        .hasMessage(rom + " is no boot ROM of an RP2040: it has 16385 bytes instead of 16384");
    Files.write(rom, new byte[16384]);
    assertThat(program.withBootRom(rom).bootRom()).contains(rom.toAbsolutePath());
  }
}
