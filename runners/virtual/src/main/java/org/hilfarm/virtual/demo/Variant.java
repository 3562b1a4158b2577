package org.hilfarm.virtual.demo;

import java.util.Optional;
import org.hilfarm.model.board.Family;

/** Which demonstration build. */
public enum Variant {
  /** Nothing is wrong with it. */
  GOOD,
  /** One planted fault for each family. */
  REGRESSED;

  /** The trait this variant plants on a family, as text inside the image. */
  Optional<String> trait(Family family) {
    return switch (this) {
      case GOOD -> Optional.empty();
      case REGRESSED ->
          Optional.of(
              "HIL-FARM-DEMO-TRAIT:"
                  + switch (family) {
                    case ESP32S2 -> "watchdog=never";
                    case NRF52840 -> "deep-sleep-reason=SOFTWARE";
                    case RP2040 -> "reload-leak=2048";
                  });
    };
  }
}
