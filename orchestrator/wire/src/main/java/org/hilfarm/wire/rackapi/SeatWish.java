package org.hilfarm.wire.rackapi;

import java.util.Optional;
import org.hilfarm.model.build.Image;

/**
 * What a person wants done to the board that they have reserved.
 *
 * @param number counts from 1 in each reservation
 * @param what kind of wish
 * @param keys the bytes to type, in Base64; only of keys
 * @param image what to flash; its bytes are an artifact by digest; only of a flash
 */
public record SeatWish(long number, What what, Optional<String> keys, Optional<Image> image) {
  /** The kinds of wishes. */
  public enum What {
    /** Bytes for the board's console. */
    KEYS,
    /** Its port's power off and on. */
    POWER,
    /** An image. */
    FLASH
  }
}
