package org.hilfarm.drivers.meter;

import java.util.Locale;

/**
 * How a meter sits between a board and its supply.
 *
 * @param source whether the meter is the supply, or lets another's current through
 * @param millivolts what it gives, or what it is given
 */
public record Feed(boolean source, int millivolts) {
  /** A PPK2 gives no less (vddRange in pc-nrfconnect-ppk, src/device/serialDevice.ts). */
  public static final int LEAST_MV = 800;

  /** And no more. */
  public static final int MOST_MV = 5000;

  public Feed {
    if (millivolts < LEAST_MV || millivolts > MOST_MV) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a power meter's voltage is %d to %d mV, not %d",
              LEAST_MV,
              MOST_MV,
              millivolts));
    }
  }

  /** The meter feeds the board. */
  public static Feed source(int millivolts) {
    return new Feed(true, millivolts);
  }

  /** The meter lies in the line of another supply of that voltage. */
  public static Feed ampere(int millivolts) {
    return new Feed(false, millivolts);
  }
}
