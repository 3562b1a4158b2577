package org.hilfarm.virtual.demo;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hilfarm.model.board.Family;

/**
 * Which demonstration build.
 *
 * @param traits what it plants on a family, as {@code key=value}
 */
public record Variant(Map<Family, String> traits) {
  /** Nothing is wrong with it. */
  public static final Variant GOOD = new Variant(Map.of());

  /** One planted fault for each family. */
  public static final Variant REGRESSED =
      new Variant(
          Map.of(
              Family.ESP32S2, Symptom.WATCHDOG_NEVER_BITES.trait(),
              Family.NRF52840, Symptom.DEEP_SLEEP_REASON_LIES.trait(),
              Family.RP2040, Symptom.HEAP_LEAKS.trait()));

  /** It hangs in a script that uses the I2C bus. */
  public static final Variant HANGING = everywhere("hangs-at=busio");

  /** The chip finds nothing to start in it. */
  public static final Variant UNBOOTABLE = everywhere("boot=bootloader");

  /** It starts, and never shows itself on USB. */
  public static final Variant DARK = everywhere("boot=never");

  private static final String MARK = "HIL-FARM-DEMO-TRAIT:";

  public Variant {
    traits = Map.copyOf(traits);
  }

  /** One symptom, on the families that can have it. */
  public static Variant of(Symptom symptom) {
    return new Variant(
        symptom.families().stream()
            .collect(Collectors.toMap(Function.identity(), f -> symptom.trait())));
  }

  private static Variant everywhere(String trait) {
    return new Variant(
        Arrays.stream(Family.values()).collect(Collectors.toMap(Function.identity(), f -> trait)));
  }

  /** The trait this variant plants on a family, as text inside the image. */
  Optional<String> trait(Family family) {
    return Optional.ofNullable(traits.get(family)).map(MARK::concat);
  }
}
