package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.model.board.FlashMethod;
import org.junit.jupiter.api.io.TempDir;

class NrfUf2FlasherTest extends Uf2FlasherContract {
  NrfUf2FlasherTest(@TempDir Path folder) {
    super(FlashMethod.NRF_UF2, folder);
  }
}
