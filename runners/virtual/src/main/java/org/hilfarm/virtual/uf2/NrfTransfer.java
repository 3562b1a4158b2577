package org.hilfarm.virtual.uf2;

import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.UsbId;

/**
 * The Adafruit nRF52 bootloader (src/usb/uf2/ghostfat.c): 256-byte blocks at 256-byte addresses of
 * the nRF52840's family or the board's own id. What would go to the MBR is counted and skipped,
 * what would go behind the application is ignored and not counted.
 */
final class NrfTransfer implements Uf2Transfer {
  private static final long MBR_END = 0x1000;
  private static final long USER_FLASH_END = 0xF4000;
  private static final int PAYLOAD = 256;

  private final ApplicationFlash flash;
  private final int family;
  private final int boardFamily;
  private final CountedBlocks blocks;

  NrfTransfer(ApplicationFlash flash, BoardType type) {
    UsbId id = type.usb().bootloader().id();
    this.flash = flash;
    this.family = type.family().uf2FamilyId();
    this.boardFamily = id.vendor() << 16 | id.product();
    this.blocks = new CountedBlocks(USER_FLASH_END / PAYLOAD + 100);
  }

  @Override
  public Taken take(Uf2Block block) {
    boolean wellFormed =
        block.forMainFlash()
            && block.payload().remaining() == PAYLOAD
            && block.address() % PAYLOAD == 0;
    boolean ours = block.familyId().filter(f -> f == family || f == boardFamily).isPresent();
    if (!wellFormed || !ours || block.address() >= USER_FLASH_END) {
      return Taken.IGNORED;
    }
    if (block.address() >= MBR_END) {
      flash.write(block);
    }
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
