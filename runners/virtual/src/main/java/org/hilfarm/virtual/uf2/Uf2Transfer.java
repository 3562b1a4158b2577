package org.hilfarm.virtual.uf2;

import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.virtual.flash.FlashMap;
import org.hilfarm.virtual.flash.FlashMemory;

/** One bootloader's account of the blocks it has been given. One thread. */
public interface Uf2Transfer {
  /** Takes a block, in any order, any number of times. */
  Taken take(Uf2Block block);

  /** How much of the image is there, of 1; 0 before the first block. */
  double done();

  /** The rules of this type's bootloader, writing to this flash. */
  static Uf2Transfer of(BoardType type, FlashMemory flash) {
    ApplicationFlash application = new ApplicationFlash(flash, FlashMap.writable(type));
    return switch (type.family()) {
      case ESP32S2 -> new TinyUf2Transfer(application, type);
      case NRF52840 -> new NrfTransfer(application, type);
      case RP2040 -> new BootromTransfer(application);
    };
  }
}
