package org.hilfarm.firmware;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EspImageTest {
  private static byte[] good() {
    byte[] file = new byte[0x20000];
    Arrays.fill(file, (byte) 0xFF);
    for (int at : new int[] {0x1000, 0x10000}) {
      file[at] = (byte) 0xE9;
      file[at + 12] = 2;
      file[at + 13] = 0;
    }
    file[0x8000] = (byte) 0xAA;
    file[0x8001] = 0x50;
    return file;
  }

  @Test
  void a_joined_image_passes() {
    assertThatCode(() -> EspImage.check(good())).doesNotThrowAnyException();
  }

  @Test
  void an_empty_file_is_refused() {
    assertThatThrownBy(() -> EspImage.check(new byte[0])).hasMessage("the file is empty");
  }

  @Test
  void a_file_that_ends_before_the_application_is_refused() {
    assertThatThrownBy(() -> EspImage.check(Arrays.copyOf(good(), 0x9000)))
        .hasMessage("it ends at 0x9000, before the application at 0x10000: it is cut short");
  }

  @Test
  void an_application_alone_is_refused() {
    byte[] file = good();
    file[0x1000] = 0;
    assertThatThrownBy(() -> EspImage.check(file))
        .hasMessage("no ESP image at 0x1000: the byte there is 0x00, not 0xe9");
  }

  @Test
  void an_image_for_a_sibling_chip_is_refused() {
    byte[] file = good();
    file[0x10000 + 12] = 9;
    assertThatThrownBy(() -> EspImage.check(file))
        .hasMessage("the image at 0x10000 is for chip id 9, not for the ESP32-S2's 2");
  }

  @Test
  void a_missing_partition_table_is_refused() {
    byte[] file = good();
    file[0x8000] = 0;
    assertThatThrownBy(() -> EspImage.check(file)).hasMessage("no partition table at 0x8000");
  }
}
