package org.hilfarm.virtual.uf2;

import java.util.OptionalLong;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.virtual.flash.FlashMap;
import org.hilfarm.virtual.flash.FlashMemory;

/**
 * What a bootloader may write of a flash, while an image is written to it: from the first block to
 * the last it holds half an image, which does not start.
 */
final class ApplicationFlash {
  private final FlashMemory flash;
  private final FlashMap map;
  private long end;

  ApplicationFlash(FlashMemory flash, FlashMap map) {
    this.flash = flash;
    this.map = map;
  }

  boolean holds(long uf2Address) {
    return map.offset(uf2Address).isPresent();
  }

  void write(Uf2Block block) {
    OptionalLong offset = map.offset(block.address());
    if (offset.isEmpty()) {
      return;
    }
    if (end == 0) {
      flash.beginImage();
    }
    byte[] payload = new byte[block.payload().remaining()];
    block.payload().duplicate().get(payload);
    flash.write(offset.getAsLong(), payload);
    end = Math.max(end, offset.getAsLong() + payload.length);
  }

  void finish() {
    if (map.application() == 0 && end >= flash.size()) {
      flash.finishWholeChip();
    } else if (end > 0) {
      flash.finishImage(end);
    }
  }
}
