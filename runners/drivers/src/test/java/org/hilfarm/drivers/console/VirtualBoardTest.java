package org.hilfarm.drivers.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.power.DataSwitch;
import org.hilfarm.drivers.power.PortPower;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drivers on boards that behave: a virtual rack with CircuitPython on it. */
class VirtualBoardTest {
  private static final double RATE = 20;

  private final Path root;
  private final Path work;
  private final Transcript transcript = new Transcript(InstantSource.system());
  private final UsbTree usb;
  private Optional<VirtualRack> rack = Optional.empty();

  VirtualBoardTest(@TempDir Path folder) {
    root = folder.resolve("root");
    work = folder.resolve("work");
    usb = new UsbTree(root);
  }

  @AfterEach
  void stop() throws IOException {
    if (rack.isPresent()) {
      rack.get().close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"raspberry_pi_pico", "feather_nrf52840_express", "adafruit_feather_esp32s2"})
  void code_runs_on_a_board_of_each_family(String board) throws Exception {
    Slot slot = start(board);
    try (Console console = console(application(slot))) {
      RawRepl repl = RawRepl.enter(console, soon());
      assertThat(repl.exec("import board\nprint(board.board_id)", soon()))
          .isEqualTo(new Execution.Ended(board + "\n", "", false));
      String source = "x = '''" + ("f".repeat(63) + "\n").repeat(320) + "'''\nprint(len(x))\n";
      assertThat(repl.exec(source, soon())).isEqualTo(new Execution.Ended("20480\n", "", false));
      assertThat(repl.exec("import sys\nsys.exit()", soon()))
          .isEqualTo(new Execution.Ended("", "", true));
      assertThat(repl.leave(soon()).version()).isEqualTo("10.0.3");
    }
  }

  @Test
  void a_reset_is_seen_by_the_console_and_on_the_bus() throws Exception {
    Slot slot = start("raspberry_pi_pico");
    UsbDevice before = application(slot);
    try (Console console = console(before)) {
      Execution ended =
          RawRepl.enter(console, soon())
              .exec("import microcontroller\nmicrocontroller.reset()", soon());
      assertThat(ended).isInstanceOf(Execution.Vanished.class);
    }
    usb.awaitGone(before, soon());
    UsbDevice after =
        usb.awaitAt(slot.port(), Wanted.withSerialPort(before.id()).after(before), soon());
    try (Console console = console(after)) {
      String ask = "import microcontroller\nprint(microcontroller.cpu.reset_reason)";
      assertThat(RawRepl.enter(console, soon()).exec(ask, soon()).stdout())
          .isEqualTo("microcontroller.ResetReason.SOFTWARE\n");
    }
  }

  @Test
  void power_and_data_lines_are_switched() throws Exception {
    Slot slot = start("feather_nrf52840_express");
    UsbDevice first = application(slot);
    new PortPower(root).cycle(slot.port(), soon());
    UsbDevice second =
        usb.awaitAt(slot.port(), Wanted.withSerialPort(first.id()).after(first), soon());
    try (DataSwitch data = DataSwitch.of(root, slot).orElseThrow()) {
      data.cut(soon());
      assertThat(usb.at(slot.port())).isEmpty();
    }
    usb.awaitAt(slot.port(), Wanted.withSerialPort(second.id()).after(second), soon());
  }

  @Test
  void a_1200_baud_touch_leads_to_the_boot_rom() throws Exception {
    Slot slot = start("raspberry_pi_pico");
    SerialLink.touch(application(slot).ttys().getFirst(), 1200);
    BoardType type = Configs.load(repository()).type(slot.boardType());
    usb.awaitAt(slot.port(), Wanted.withDrive(type.usb().bootloader().id()), soon());
  }

  @Test
  void the_boards_clock_is_the_racks() throws Exception {
    Slot slot = start("raspberry_pi_pico");
    BoardClock clock = BoardClock.of(root, slot.port());
    assertThat(clock.toWall(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(1));
    try (Console console = console(application(slot))) {
      RawRepl repl = RawRepl.enter(console, soon());
      long before = clock.nanos();
      repl.exec("import time\ntime.sleep(4)", soon());
      assertThat(Duration.ofNanos(clock.nanos() - before)).isGreaterThan(Duration.ofSeconds(4));
    }
  }

  private Slot start(String board) throws Exception {
    Configs configs = Configs.load(repository());
    Rack demo = Optional.ofNullable(configs.racks().get(new RackId("demo"))).orElseThrow();
    Slot slot =
        demo.slots().stream()
            .filter(s -> s.boardType().equals(new BoardTypeId(board)))
            .findFirst()
            .orElseThrow();
    rack =
        Optional.of(
            VirtualRack.start(
                root,
                new Rack(demo.id(), List.of(slot)),
                configs.types(),
                CircuitPython.factory(Tools.here(), work),
                VirtualRackOptions.real().withRate(RATE)));
    return slot;
  }

  private UsbDevice application(Slot slot) throws Exception {
    BoardType type = Configs.load(repository()).type(slot.boardType());
    UsbDevice device =
        usb.awaitAt(slot.port(), Wanted.withSerialPort(type.usb().application().id()), soon());
    assertThat(device.serial()).isEqualTo(slot.serial().value());
    return device;
  }

  private Console console(UsbDevice device) throws IOException {
    return new Console(SerialLink.open(device.ttys().getFirst()), transcript);
  }

  private static Path repository() {
    return Path.of(System.getProperty("repository.root", "."));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
