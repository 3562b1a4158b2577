package org.hilfarm.virtual.uf2;

import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.model.board.BoardType;

/**
 * TinyUF2 on the ESP32-S2 (adafruit/tinyuf2, src/ghostfat.c): the family must be its own; neither
 * payload size nor alignment matter.
 */
final class TinyUf2Transfer implements Uf2Transfer {
  private final ApplicationFlash flash;
  private final int family;
  private final CountedBlocks blocks;

  TinyUf2Transfer(ApplicationFlash flash, BoardType type) {
    this.flash = flash;
    this.family = type.family().uf2FamilyId();
    this.blocks = new CountedBlocks(type.flashBytes() / 256 + 100);
  }

  @Override
  public Taken take(Uf2Block block) {
    if (block.familyId().filter(f -> f == family).isEmpty() || !block.forMainFlash()) {
      return Taken.IGNORED;
    }
    flash.write(block);
    Taken taken = blocks.count(block);
    if (taken == Taken.COMPLETE) {
      flash.finish();
    }
    return taken;
  }

  @Override
  public double done() {
    return blocks.done();
  }
}
