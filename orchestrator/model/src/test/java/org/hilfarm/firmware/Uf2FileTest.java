package org.hilfarm.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Uf2FileTest {
  private static final int RP2040 = 0xE48BFF56;
  private static final byte[] FLASH = random(1000);
  private static final byte[] FILE = Uf2File.of(RP2040, 0x10000000L, FLASH).encode();

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] with(int offset, int word) {
    byte[] file = FILE.clone();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, word);
    return file;
  }

  @Test
  void what_was_packed_is_unpacked() throws Exception {
    Uf2File file = Uf2File.parse(FILE);
    assertThat(file.start()).isEqualTo(0x10000000L);
    assertThat(file.blocks()).hasSize(4);
    assertThat(Arrays.copyOf(file.flash(), FLASH.length)).isEqualTo(FLASH);
    assertThat(file.encode()).isEqualTo(FILE);
  }

  @Test
  void gaps_read_as_erased_flash() throws Exception {
    byte[] file = with(512 + 12, 0x10000300);
    byte[] flash = Uf2File.parse(file).flash();
    assertThat(Arrays.copyOfRange(flash, 256, 512)).containsOnly(0xFF);
  }

  @Test
  void an_empty_file_is_refused() {
    assertThatThrownBy(() -> Uf2File.parse(new byte[0])).hasMessage("the file is empty");
  }

  @Test
  void a_file_cut_within_a_block_is_refused() {
    assertThatThrownBy(() -> Uf2File.parse(Arrays.copyOf(FILE, FILE.length - 1)))
        .hasMessage("its size, 2047 bytes, is no multiple of a UF2 block's 512: it is cut short");
  }

  @Test
  void a_file_cut_between_blocks_is_refused() {
    assertThatThrownBy(() -> Uf2File.parse(Arrays.copyOf(FILE, 1024)))
        .hasMessage(
            "block 0 says it is number 0 of 4, but the file holds 2: it is cut short or shuffled");
  }

  @Test
  void each_magic_number_counts() {
    for (int offset : new int[] {0, 4, 508}) {
      assertThatThrownBy(() -> Uf2File.parse(with(1024 + offset, 0)))
          .hasMessage("block 2 has not the magic numbers of a UF2 block");
    }
  }

  @Test
  void a_second_family_is_refused() {
    assertThatThrownBy(() -> Uf2File.parse(with(512 + 28, 0xADA52840)))
        .hasMessage("block 1 carries no family id, or another one than the first block");
  }

  @Test
  void a_block_without_a_family_is_refused() {
    assertThatThrownBy(() -> Uf2File.parse(with(512 + 8, 0)))
        .hasMessage("block 1 carries no family id, or another one than the first block");
  }

  @Test
  void a_block_that_is_not_for_main_flash_is_refused() {
    assertThatThrownBy(() -> Uf2File.parse(with(512 + 8, 0x2001)))
        .hasMessage("block 1 is not for main flash");
  }

  @Test
  void a_payload_size_beyond_the_block_does_not_read_beyond_it() {
    byte[] file = with(16, -1);
    assertThat(Uf2Block.at(file, 0).orElseThrow().payload().remaining())
        .isEqualTo(Uf2Block.MAX_PAYLOAD);
  }

  @Test
  void addresses_that_span_gigabytes_are_refused_before_memory_is_taken() throws Exception {
    Uf2File file = Uf2File.parse(with(12, 0));
    assertThatThrownBy(file::flash)
        .hasMessage("its addresses span 0x0..0x10000400, more than any board has");
  }
}
