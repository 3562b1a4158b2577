package org.hilfarm.virtual.emulated;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.Slot;
import org.hilfarm.wire.json.Json;

/**
 * What a chip is told when its power comes; see the emulator's README for the keys.
 *
 * @param after {@code bootsel} where the boot ROM has just taken an image: it starts it by the
 *     watchdog (pico-bootrom, safe_reboot), which the chip's reset reason shows
 */
public record PowerOn(
    String flash,
    long flashBytes,
    String uid,
    Optional<String> bootrom,
    Optional<Bus> i2c,
    boolean pullUps,
    Optional<String> after) {
  private static final Pattern PIN = Pattern.compile("GP(\\d{1,2})");

  /** An I2C bus on these pins. */
  public record Bus(int sda, int scl, List<I2cTarget> targets) {}

  /**
   * Of a slot's board.
   *
   * @param flash the raw contents of its flash
   * @param rom an image of its boot ROM
   */
  public static PowerOn of(Slot slot, BoardType type, Path flash, Optional<Path> rom) {
    return new PowerOn(
        flash.toAbsolutePath().toString(),
        type.flashBytes(),
        slot.serial().value(),
        rom.map(Path::toString),
        type.i2c().flatMap(pins -> bus(pins, slot.i2cTarget())),
        true,
        Optional.empty());
  }

  /** The same for a chip whose boot ROM has just taken an image. */
  public PowerOn afterBootsel() {
    return new PowerOn(flash, flashBytes, uid, bootrom, i2c, pullUps, Optional.of("bootsel"));
  }

  /** A bus on pins that are not called GPn is not emulated. */
  private static Optional<Bus> bus(I2cPins pins, Optional<I2cTarget> wired) {
    List<I2cTarget> targets = wired.stream().toList();
    return pin(pins.sda()).flatMap(sda -> pin(pins.scl()).map(scl -> new Bus(sda, scl, targets)));
  }

  private static Optional<Integer> pin(String name) {
    Matcher m = PIN.matcher(name);
    return m.matches() ? Optional.of(Integer.parseInt(m.group(1))) : Optional.empty();
  }

  String json() {
    return Json.write(this);
  }
}
