package org.hilfarm.model.board;

/** A family of microcontrollers that share boot, flash and reset behaviour. */
public enum Family {
  ESP32S2("ESP32S2", 0xBFDD4EEE),
  NRF52840("nRF52840", 0xADA52840),
  RP2040("rp2040", 0xE48BFF56);

  private final String mcuName;
  private final int uf2FamilyId;

  Family(String mcuName, int uf2FamilyId) {
    this.mcuName = mcuName;
    this.uf2FamilyId = uf2FamilyId;
  }

  /** The chip's name as CircuitPython's banner spells it, after "with". */
  public String mcuName() {
    return mcuName;
  }

  /** The family id in this family's UF2 files (microsoft/uf2, utils/uf2families.json). */
  public int uf2FamilyId() {
    return uf2FamilyId;
  }
}
