package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.model.board.FlashMethod;
import org.junit.jupiter.api.io.TempDir;

class BootselFlasherTest extends Uf2FlasherContract {
  BootselFlasherTest(@TempDir Path folder) {
    super(FlashMethod.BOOTSEL, folder);
  }
}
