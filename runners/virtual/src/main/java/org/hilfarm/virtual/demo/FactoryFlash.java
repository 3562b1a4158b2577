package org.hilfarm.virtual.demo;

import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.virtual.flash.FlashMap;
import org.hilfarm.virtual.flash.FlashMemory;

/** What a board has in its flash when it comes out of its box: an older demonstration firmware. */
public final class FactoryFlash {
  private FactoryFlash() {}

  /**
   * Fills an erased flash. An ESP32-S2 that is flashed as UF2 has TinyUF2; one that is flashed by
   * esptool has lost it to an earlier {@code .bin}.
   *
   * @param tinyUf2Mark the text by which the second stage is known
   */
  public static void fill(FlashMemory flash, BoardType type, String version, String tinyUf2Mark) {
    DemonstrationImage image = new DemonstrationImage(type, version, Variant.GOOD, 0);
    if (type.flash() == FlashMethod.ESPTOOL) {
      flash.write(0, image.bin());
      return;
    }
    flash.write(FlashMap.of(type).application(), image.application());
    if (type.family() == Family.ESP32S2) {
      flash.write(FlashMap.SECOND_STAGE, EspApplication.secondStage(tinyUf2Mark));
      flash.write(FlashMap.SECOND_STAGE_END, EspApplication.partitions());
    }
  }
}
