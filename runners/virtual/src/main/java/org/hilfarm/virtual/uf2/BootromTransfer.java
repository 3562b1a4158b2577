package org.hilfarm.virtual.uf2;

import java.util.BitSet;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.model.board.Family;

/**
 * The RP2040's ROM (pico-bootrom, usb_boot_device.c and virtual_disk.c): another number of blocks
 * starts the transfer anew, a block number out of range or a wrong address ends it.
 */
final class BootromTransfer implements Uf2Transfer {
  private static final int PAYLOAD = 256;
  private static final int LIMIT = (16 << 20) / PAYLOAD;

  private final ApplicationFlash flash;
  private final BitSet valid = new BitSet();
  private long total;

  BootromTransfer(ApplicationFlash flash) {
    this.flash = flash;
  }

  @Override
  public Taken take(Uf2Block block) {
    boolean ours =
        block.familyId().filter(f -> f == Family.RP2040.uf2FamilyId()).isPresent()
            && block.forMainFlash()
            && block.payload().remaining() == PAYLOAD;
    if (!ours) {
      return Taken.IGNORED;
    }
    boolean possible =
        block.address() % PAYLOAD == 0
            && flash.holds(block.address())
            && block.count() <= LIMIT
            && block.number() < block.count();
    if (!possible || block.count() != total) {
      total = possible ? block.count() : 0;
      valid.clear();
    }
    return possible ? write(block) : Taken.WRITTEN;
  }

  private Taken write(Uf2Block block) {
    if (!valid.get((int) block.number())) {
      valid.set((int) block.number());
      flash.write(block);
      if (valid.cardinality() == total) {
        flash.finish();
      }
    }
    return valid.cardinality() == total ? Taken.COMPLETE : Taken.WRITTEN;
  }

  @Override
  public double done() {
    return total == 0 ? 0 : (double) valid.cardinality() / total;
  }
}
