package org.hilfarm.farm.desk;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.wire.config.Configs;

/**
 * What a person says is wired to the board on the desk.
 *
 * @param abilities what the wiring adds
 * @param i2cTarget the device on its I2C bus
 */
public record DeskWiring(Set<Ability> abilities, Optional<I2cTarget> i2cTarget) {
  private static final Ability DATA_SWITCH = new Ability("usb-data-switch");
  private static final Ability PIN = new Ability("driven-pin");
  private static final Ability RESET = new Ability("reset-line");
  private static final Ability TARGET = new Ability("i2c-target");

  public DeskWiring {
    abilities = Set.copyOf(abilities);
  }

  /**
   * The desk as a slot; where a rack's file describes this board at this port, that slot with what
   * is said here on top. Throws IllegalArgumentException where wiring is said to be there and
   * nobody says how.
   */
  Slot slot(UsbDevice device, BoardType type, Configs configs) {
    Slot found = described(device, type, configs).orElseGet(() -> bare(device, type));
    Set<Ability> all = new HashSet<>(found.abilities());
    all.addAll(abilities);
    i2cTarget.ifPresent(target -> all.add(TARGET));
    Optional<I2cTarget> target = i2cTarget.or(found::i2cTarget);
    onlyByFile(all.contains(DATA_SWITCH) && found.usbData().isEmpty(), DATA_SWITCH);
    onlyByFile(all.contains(PIN) && found.fixture().drivenPin().isEmpty(), PIN);
    onlyByFile(all.contains(RESET) && found.fixture().resetLine().isEmpty(), RESET);
    if (all.contains(TARGET) && target.isEmpty()) {
      throw new IllegalArgumentException(
          "i2c-target: say what is on the bus with --i2c ADDRESS:REGISTER:VALUE");
    }
    return new Slot(
            found.id(), found.port(), type.id(), found.serial(), all, found.usbData(), target)
        .withFixture(found.fixture());
  }

  private static void onlyByFile(boolean missing, Ability ability) {
    if (missing) {
      throw new IllegalArgumentException(
          ability
              + ": only a rack's file can say how to throw it; describe the board's slot"
              + " in board-configs/racks");
    }
  }

  private static Optional<Slot> described(UsbDevice device, BoardType type, Configs configs) {
    return configs.racks().values().stream()
        .flatMap(rack -> rack.slots().stream())
        .filter(s -> s.port().equals(device.port()))
        .filter(s -> s.serial().value().equals(device.serial()))
        .filter(s -> s.boardType().equals(type.id()))
        .findFirst();
  }

  private static Slot bare(UsbDevice device, BoardType type) {
    if (device.serial().isEmpty()) {
      throw new IllegalArgumentException(
          "the device at port %s (%s) has no USB serial number, by which a board is known after a"
                  .formatted(device.port(), device.id())
              + " reset");
    }
    return new Slot(
        new SlotId("desk"),
        device.port(),
        type.id(),
        new BoardSerial(device.serial()),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }
}
