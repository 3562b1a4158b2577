package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.model.build.Image;
import org.hilfarm.time.Deadline;

/**
 * Writes an image to a board. When called, the board is in its bootloader at the target's port (the
 * UF2 drive or the ROM's serial port is there, and no one has it open); when it returns {@link
 * FlashOutcome.Written}, the image is on the board and the board has been told to start it.
 *
 * <p>It stops at the deadline and leaves no process, thread, open file or temporary file behind,
 * whatever the board does. The holder of the board's lease calls it, one call a board at a time;
 * different boards may be written at once.
 */
public interface Flasher {
  /**
   * Writes it.
   *
   * @param file holds the image's bytes; it is not changed
   * @throws InterruptedException where the thread was interrupted; the board's state is then open
   */
  FlashOutcome flash(
      FlashTarget target, Image image, Path file, FlashListener listener, Deadline deadline)
      throws InterruptedException;
}
