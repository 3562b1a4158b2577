package org.hilfarm.model.board;

import java.util.Locale;

/**
 * A power meter at a board's battery input, which feeds the board while the slot's USB switch is
 * open, and measures what it draws.
 *
 * @param device the meter's device node, relative to the rack's root; better one below {@code
 *     dev/serial/by-id} than a {@code ttyACM} whose number changes
 * @param millivolts what it gives
 */
public record MeteredSupply(String device, int millivolts) {
  private static final int LEAST_MV = 800;
  private static final int MOST_MV = 5000;

  public MeteredSupply {
    if (millivolts < LEAST_MV || millivolts > MOST_MV) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a power meter gives %d to %d mV, not %d",
              LEAST_MV,
              MOST_MV,
              millivolts));
    }
  }
}
