package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.model.board.FlashMethod;
import org.junit.jupiter.api.io.TempDir;

class TinyUf2FlasherTest extends Uf2FlasherContract {
  TinyUf2FlasherTest(@TempDir Path folder) {
    super(FlashMethod.TINYUF2, folder);
  }
}
