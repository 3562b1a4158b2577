package org.hilfarm.drivers.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hilfarm.drivers.flash.FlashOutcome;
import org.hilfarm.drivers.flash.FlashTarget;
import org.hilfarm.drivers.flash.Flashers;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flashing and the raw REPL with a second real firmware, so that they are not tuned to one: the
 * MicroPython for the Raspberry Pi Pico that {@code FARM_MICROPYTHON_UF2} names. It has no drive
 * and no boot_out.txt, so nothing but its prompt says what runs.
 */
class MicroPythonTest {
  private final Path folder;
  private final @Nullable String firmware = System.getenv("FARM_MICROPYTHON_UF2");

  MicroPythonTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void real_firmware_is_given() {
    assumeTrue(
        firmware != null && !firmware.isEmpty(),
        "set FARM_MICROPYTHON_UF2=<file> to run these against real firmware");
  }

  @Test
  void a_micropython_is_flashed_and_runs_code_over_its_raw_repl() throws Exception {
    Configs configs = Configs.load(Path.of(System.getProperty("repository.root", ".")));
    Rack all = Objects.requireNonNull(configs.racks().get(new RackId("emulated")));
    Slot slot =
        all.slots().stream()
            .filter(s -> configs.type(s.boardType()).firmware() == Firmware.MICROPYTHON)
            .findFirst()
            .orElseThrow();
    BoardType type = configs.type(slot.boardType());
    try (VirtualRack rack = start(new Rack(all.id(), List.of(slot)), type)) {
      FlashTarget target = new FlashTarget(rack.root(), slot.port(), type);
      UsbTree usb = new UsbTree(rack.root());
      usb.awaitAt(slot.port(), Wanted.withDrive(type.usb().bootloader().id()), soon());
      assertThat(flash(target)).isInstanceOf(FlashOutcome.Written.class);
      UsbDevice shown =
          usb.awaitAt(slot.port(), Wanted.withSerialPort(type.usb().application().id()), soon());
      assertThat(shown.serial()).isEqualTo(slot.serial().value());
      assertThat(shown.manufacturer()).isEqualTo(type.usb().application().manufacturer());
      assertThat(shown.product()).isEqualTo(type.usb().application().product());
      assertThat(shown.disks()).isEmpty();
      talk(shown);
    }
  }

  private VirtualRack start(Rack rack, BoardType type) throws IOException {
    return VirtualRack.start(
        folder.resolve("rack"),
        rack,
        Map.of(type.id(), type),
        chip -> {
          throw new IllegalStateException("no virtual board is on this rack");
        },
        VirtualRackOptions.real().withEmulator(EmulatorProgram.here().orElseThrow()));
  }

  private FlashOutcome flash(FlashTarget target) throws Exception {
    Path file = Path.of(Objects.requireNonNull(firmware));
    byte[] bytes = Files.readAllBytes(file);
    Image image =
        new Image(
            target.type().id(),
            target.type().flash().format(),
            "micropython.uf2",
            Sha256.of(bytes),
            bytes.length,
            inside());
    return new Flashers(Tools.here())
        .by(target.type().flash())
        .flash(target, image, file, percent -> {}, soon());
  }

  private void talk(UsbDevice shown) throws Exception {
    Transcript transcript = new Transcript(InstantSource.system());
    try (Console console = new Console(SerialLink.open(shown.ttys().getFirst()), transcript)) {
      RawRepl repl = RawRepl.enter(console, soon());
      String ask = "import sys\nprint(sys.implementation.name, sys.platform)";
      assertThat(repl.exec(ask, soon()))
          .isEqualTo(new Execution.Ended("micropython rp2\n", "", false));
      String source = "x = '''" + ("f".repeat(63) + "\n").repeat(160) + "'''\nprint(len(x))\n";
      assertThat(repl.exec(source, soon())).isEqualTo(new Execution.Ended("10240\n", "", false));
      assertThat(repl.exec("1 / 0", soon()))
          .isInstanceOfSatisfying(Execution.Ended.class, e -> assertThat(e.raised()).isTrue());
      assertThat(repl.leave(soon())).isEqualTo(inside());
    }
  }

  /** The banner the image was said to have at intake. */
  private Banner inside() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(Objects.requireNonNull(firmware)));
    return Banner.in(Uf2File.parse(bytes).flash()).orElseThrow();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
