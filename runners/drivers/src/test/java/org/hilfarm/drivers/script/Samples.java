package org.hilfarm.drivers.script;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.BootDrive;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Via;
import org.hilfarm.process.Tools;

/** A Pico in a slot, and scripts for it. */
final class Samples {
  static final BoardType PICO =
      new BoardType(
          new BoardTypeId("raspberry_pi_pico"),
          Family.RP2040,
          "Raspberry Pi Pico",
          new UsbIdentities(
              new UsbIdentity(UsbId.parse("239a:80f4"), "Raspberry Pi", "Pico"),
              new UsbIdentity(UsbId.parse("2e8a:0003"), "Raspberry Pi", "RP2 Boot"),
              Optional.empty(),
              Optional.empty()),
          FlashMethod.BOOTSEL,
          new BootDrive("RPI-RP2", "RPI-RP2", "Raspberry Pi RP2", false),
          2 << 20,
          new MemoryArea(0x10000000L, 0x10100000L),
          Set.of(),
          Optional.of(new I2cPins("GP4", "GP5")));

  static final Slot SLOT =
      new Slot(
          new SlotId("s1"),
          new PortPath("1-1.1"),
          PICO.id(),
          new BoardSerial("E660000000000001"),
          Set.of(),
          Optional.empty(),
          Optional.of(new I2cTarget(0x18, 5, 0x40)));

  private Samples() {}

  static Bench bench(Path root) {
    return new Bench(root, SLOT, PICO, Tools.here(), InstantSource.system());
  }

  static Script script(String source) {
    return new Script(
        new ScriptId("watchdog/reset_bites"),
        "a sentence",
        Set.of(),
        Duration.ofSeconds(10),
        List.of(),
        List.of(phase("arm")),
        source,
        Sha256.of(new byte[0]));
  }

  static Phase phase(String run) {
    return new Phase(
        run, Via.REPL, Ends.DONE, Duration.ofSeconds(5), Optional.empty(), Duration.ZERO);
  }
}
