package org.hilfarm.virtual.circuitpython;

import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.BootDrive;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;

/** Types of boards of which the firmware looks at family, id and I2C pins only. */
final class TestTypes {
  private TestTypes() {}

  static BoardType of(Family family, String id, Optional<I2cPins> bus) {
    UsbIdentity usb = new UsbIdentity(new UsbId(0x239a, 0x80f4), "Raspberry Pi", "Pico");
    I2cPins usual = family == Family.RP2040 ? new I2cPins("GP4", "GP5") : new I2cPins("SDA", "SCL");
    return new BoardType(
        new BoardTypeId(id),
        family,
        "Raspberry Pi Pico",
        new UsbIdentities(usb, usb, Optional.empty(), Optional.empty()),
        FlashMethod.BOOTSEL,
        new BootDrive("RPI-RP2", "RPI-RP2", "Raspberry Pi RP2", false),
        2 << 20,
        new MemoryArea(0x1000_0000L, 0x1020_0000L),
        Set.of(),
        Optional.of(bus.orElse(usual)));
  }
}
