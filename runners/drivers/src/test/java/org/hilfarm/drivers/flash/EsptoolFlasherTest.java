package org.hilfarm.drivers.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.junit.jupiter.api.io.TempDir;

class EsptoolFlasherTest extends FlasherContract {
  EsptoolFlasherTest(@TempDir Path folder) {
    super(FlashMethod.ESPTOOL, folder);
  }

  @Override
  void blameSilence(FaultStage stage, Fault fault) {
    assertThat(fault.kind()).isEqualTo(FaultKind.FLASH_FAILED);
    assertThat(fault.text()).startsWith("esptool could not write ").contains(", exit value 2: ");
  }

  /** The ROM has proven that it is in flash; whether it runs is for the session to see. */
  @Override
  void judgeImageThatDoesNotStart(FlashOutcome outcome) {
    assertThat(outcome).isInstanceOf(FlashOutcome.Written.class);
    assertThat(outcome.log()).contains("Hash of data verified");
  }

  @Override
  byte[] withoutBanner(byte[] image) {
    return new String(image, StandardCharsets.ISO_8859_1)
        .replace("Adafruit CircuitPython", "Adafruit CircuitPythoX")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
