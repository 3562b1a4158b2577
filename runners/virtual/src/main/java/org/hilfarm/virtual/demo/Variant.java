package org.hilfarm.virtual.demo;

import java.util.Optional;
import org.hilfarm.model.board.Family;

/** Which demonstration build. */
public enum Variant {
  /** Nothing is wrong with it. */
  GOOD,
  /** One planted fault for each family. */
  REGRESSED,
  /** It hangs in a script that uses the I2C bus. */
  HANGING,
  /** The chip finds nothing to start in it. */
  UNBOOTABLE,
  /** It starts, and never shows itself on USB. */
  DARK;

  private static final String MARK = "HIL-FARM-DEMO-TRAIT:";

  /** The trait this variant plants on a family, as text inside the image. */
  Optional<String> trait(Family family) {
    return switch (this) {
      case GOOD -> Optional.empty();
      case REGRESSED ->
          Optional.of(
              MARK
                  + switch (family) {
                    case ESP32S2 -> "watchdog=never";
                    case NRF52840 -> "deep-sleep-reason=SOFTWARE";
                    case RP2040 -> "reload-leak=2048";
                  });
      case HANGING -> Optional.of(MARK + "hangs-at=busio");
      case UNBOOTABLE -> Optional.of(MARK + "boot=bootloader");
      case DARK -> Optional.of(MARK + "boot=never");
    };
  }
}
