package org.hilfarm.virtual.rom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.virtual.flash.FlashMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomLoaderTest {
  private final FlashMemory flash;
  private final RomLoader loader;

  RomLoaderTest(@TempDir Path folder) throws IOException {
    flash = new FlashMemory(folder.resolve("flash"), 4 << 20);
    loader = new RomLoader(new BoardSerial("847AF8C1D2E3"), flash);
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
    flash.close();
  }

  private static byte[] request(int op, int checksum, int... words) {
    ByteBuffer b = ByteBuffer.allocate(8 + words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 0).put((byte) op).putShort((short) (words.length * 4)).putInt(checksum);
    for (int word : words) {
      b.putInt(word);
    }
    return Slip.pack(b.array());
  }

  private ByteBuffer only(byte[] request) {
    List<Answer> answers = loader.received(request);
    assertThat(answers).hasSize(1);
    List<byte[]> frames = new Slip().unpack(answers.getFirst().packets().getFirst());
    return ByteBuffer.wrap(frames.getFirst()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int register(int address) {
    return only(request(0x0A, 0, address)).getInt(4);
  }

  @Test
  void a_sync_is_answered_eight_times() {
    List<Answer> answers = loader.received(request(0x08, 0, 0x20120707, 0x55555555));
    assertThat(answers.getFirst().packets()).hasSize(8);
  }

  @Test
  void registers_say_esp32s2_over_usb_otg_with_the_serial_as_mac() {
    assertThat(register(0x40001000)).isEqualTo(0x7C6);
    assertThat(register(0x3FFFFD14)).isEqualTo(2);
    assertThat(register(0x3F41A048)).isEqualTo(0x847A);
    assertThat(register(0x3F41A044)).isEqualTo(0xF8C1D2E3);
  }

  @Test
  void a_block_with_a_wrong_checksum_is_refused_and_not_written() {
    only(request(0x02, 0, 4, 1, 0x800, 0x10000, 0));
    ByteBuffer reply = only(request(0x03, 0, 4, 0, 0, 0, 0x12345678));
    assertThat(reply.get(8)).isEqualTo((byte) 1);
    assertThat(reply.get(9)).isEqualTo((byte) 7);
    assertThat(flash.read(0x10000, 1)[0]).isEqualTo((byte) 0xFF);
    assertThat(flash.whole()).isFalse();
  }

  @Test
  void a_block_that_is_no_zlib_stream_is_refused() {
    only(request(0x10, 0, 4, 1, 0x800, 0x10000, 0));
    int checksum = 0xEF ^ 0x78 ^ 0x56 ^ 0x34 ^ 0x12;
    assertThat(only(request(0x11, checksum, 4, 0, 0, 0, 0x12345678)).get(8)).isEqualTo((byte) 1);
  }

  @Test
  void an_unknown_command_and_a_short_one_are_refused() {
    assertThat(only(request(0x77, 0)).get(9)).isEqualTo((byte) 5);
    assertThat(only(request(0x02, 0, 1)).get(9)).isEqualTo((byte) 5);
  }

  @Test
  void a_request_may_come_byte_by_byte() {
    byte[] whole = request(0x0A, 0, 0x40001000);
    for (int i = 0; i < whole.length - 1; i++) {
      assertThat(loader.received(new byte[] {whole[i]})).isEmpty();
    }
    assertThat(loader.received(new byte[] {whole[whole.length - 1]})).hasSize(1);
  }

  @Test
  void noise_is_survived_and_the_next_request_answered() {
    byte[] noise = new byte[200_000];
    new Random(2).nextBytes(noise);
    loader.received(noise);
    loader.received(new byte[] {(byte) 0xC0});
    assertThat(register(0x40001000)).isEqualTo(0x7C6);
  }
}
