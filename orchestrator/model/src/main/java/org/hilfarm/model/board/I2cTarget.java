package org.hilfarm.model.board;

import java.util.OptionalInt;

/**
 * A device wired to a slot's I2C bus for the scripts to talk to.
 *
 * @param address its 7-bit address
 * @param register a register that can be read
 * @param value the byte that register always holds
 * @param stretch a register whose byte says how long, in steps of 20 ms, SCL is held low before
 *     that byte is given to whoever reads it; empty where the device cannot
 */
public record I2cTarget(int address, int register, int value, OptionalInt stretch) {
  public I2cTarget {
    if (address < 0x08 || address > 0x77) {
      throw new IllegalArgumentException(
          "an I2C address is 8 to 119 (0x08 to 0x77), not " + address);
    }
  }

  /** One that never holds SCL. */
  public I2cTarget(int address, int register, int value) {
    this(address, register, value, OptionalInt.empty());
  }
}
