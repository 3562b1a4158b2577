package org.hilfarm.drivers.flash;

import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.process.Tools;

/**
 * The flasher of each method. Any thread may use it.
 *
 * @param tools where esptool and mtools are
 */
public record Flashers(Tools tools) {
  /** The flasher for this way of writing. */
  public Flasher by(FlashMethod method) {
    return switch (method) {
      case ESPTOOL -> new EsptoolFlasher(tools);
      case TINYUF2, NRF_UF2, BOOTSEL -> new Uf2Flasher(tools);
    };
  }
}
