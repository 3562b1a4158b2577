package org.hilfarm.virtual.uf2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.virtual.flash.FlashMap;
import org.hilfarm.virtual.flash.FlashMemory;
import org.hilfarm.virtual.rack.TestBoards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Uf2TransferTest {
  private static final int BLOCKS = 40;

  private final List<FlashMemory> opened = new ArrayList<>();
  private final Path folder;

  Uf2TransferTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() throws IOException {
    for (FlashMemory flash : opened) {
      flash.close();
    }
  }

  private FlashMemory flash(BoardType type) throws IOException {
    FlashMemory flash = new FlashMemory(folder.resolve("flash" + opened.size()), type.flashBytes());
    opened.add(flash);
    return flash;
  }

  private static long start(BoardType type) {
    return type.application().start();
  }

  private static byte[] contents() {
    byte[] bytes = new byte[BLOCKS * 256];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  private static List<Uf2Block> blocks(BoardType type) {
    return new ArrayList<>(
        Uf2File.of(type.family().uf2FamilyId(), start(type), contents()).blocks());
  }

  private static Taken all(Uf2Transfer transfer, List<Uf2Block> blocks) {
    Taken last = Taken.IGNORED;
    for (Uf2Block block : blocks) {
      last = transfer.take(block);
    }
    return last;
  }

  private static Uf2Block with(Uf2Block b, int number, int count, long address) {
    return new Uf2Block(b.flags(), address, number, count, b.family(), b.payload());
  }

  private static final List<BoardType> EACH =
      List.of(TestBoards.PICO, TestBoards.FEATHER_NRF, TestBoards.FEATHER_S2);

  @Test
  void blocks_may_come_in_any_order_and_more_than_once() throws Exception {
    for (BoardType type : EACH) {
      FlashMemory flash = flash(type);
      Uf2Transfer transfer = Uf2Transfer.of(type, flash);
      List<Uf2Block> blocks = blocks(type);
      Collections.shuffle(blocks, new Random(11));
      List<Uf2Block> twice = new ArrayList<>(blocks.subList(0, BLOCKS - 1));
      twice.addAll(blocks.subList(0, 10));
      assertThat(all(transfer, twice)).isEqualTo(Taken.WRITTEN);
      assertThat(flash.whole()).isFalse();
      assertThat(transfer.take(blocks.getLast())).isEqualTo(Taken.COMPLETE);
      assertThat(flash.whole()).isTrue();
      assertThat(flash.read(FlashMap.of(type).application(), BLOCKS * 256)).isEqualTo(contents());
    }
  }

  @Test
  void another_family_s_blocks_change_nothing() throws Exception {
    for (BoardType type : EACH) {
      FlashMemory flash = flash(type);
      Uf2Transfer transfer = Uf2Transfer.of(type, flash);
      List<Uf2Block> mixed = new ArrayList<>();
      for (Uf2Block block : blocks(type)) {
        mixed.add(new Uf2Block(block.flags(), 0, 0, 7, 0x68ED2B88, block.payload()));
        mixed.add(block);
      }
      assertThat(transfer.take(mixed.getFirst())).isEqualTo(Taken.IGNORED);
      assertThat(flash.whole()).isTrue();
      assertThat(all(transfer, mixed)).isEqualTo(Taken.COMPLETE);
    }
  }

  @Test
  void a_second_number_of_blocks_never_completes_on_tinyuf2_and_nrf52() throws Exception {
    for (BoardType type : List.of(TestBoards.FEATHER_NRF, TestBoards.FEATHER_S2)) {
      FlashMemory flash = flash(type);
      Uf2Transfer transfer = Uf2Transfer.of(type, flash);
      List<Uf2Block> blocks = blocks(type);
      Uf2Block odd = blocks.getFirst();
      transfer.take(with(odd, 0, BLOCKS + 1, odd.address()));
      assertThat(all(transfer, blocks)).isEqualTo(Taken.WRITTEN);
      assertThat(flash.whole()).isFalse();
    }
  }

  @Test
  void a_second_number_of_blocks_starts_an_rp2040_s_transfer_anew() throws Exception {
    FlashMemory flash = flash(TestBoards.PICO);
    Uf2Transfer transfer = Uf2Transfer.of(TestBoards.PICO, flash);
    List<Uf2Block> blocks = blocks(TestBoards.PICO);
    all(transfer, blocks.subList(0, 30));
    Uf2Block odd = blocks.getFirst();
    transfer.take(with(odd, 0, BLOCKS + 1, odd.address()));
    assertThat(all(transfer, blocks.subList(30, BLOCKS))).isEqualTo(Taken.WRITTEN);
    assertThat(transfer.done()).isEqualTo(0.25);
    assertThat(all(transfer, blocks.subList(0, 30))).isEqualTo(Taken.COMPLETE);
  }

  @Test
  void a_wrong_address_ends_an_rp2040_s_transfer() throws Exception {
    FlashMemory flash = flash(TestBoards.PICO);
    Uf2Transfer transfer = Uf2Transfer.of(TestBoards.PICO, flash);
    List<Uf2Block> blocks = blocks(TestBoards.PICO);
    all(transfer, blocks.subList(0, BLOCKS - 1));
    transfer.take(with(blocks.getFirst(), 0, BLOCKS, 0x10000001));
    assertThat(transfer.take(blocks.getLast())).isEqualTo(Taken.WRITTEN);
    assertThat(flash.whole()).isFalse();
  }

  @Test
  void an_nrf52_bootloader_counts_what_would_go_to_the_mbr_and_ignores_what_lies_behind()
      throws Exception {
    FlashMemory flash = flash(TestBoards.FEATHER_NRF);
    Uf2Transfer transfer = Uf2Transfer.of(TestBoards.FEATHER_NRF, flash);
    Uf2Block block = blocks(TestBoards.FEATHER_NRF).getFirst();
    assertThat(transfer.take(with(block, 0, 2, 0xF4000))).isEqualTo(Taken.IGNORED);
    assertThat(transfer.take(with(block, 0, 2, 0x800))).isEqualTo(Taken.WRITTEN);
    assertThat(transfer.take(with(block, 1, 2, 0x26000))).isEqualTo(Taken.COMPLETE);
    assertThat(flash.read(0x800, 1)[0]).isEqualTo((byte) 0xFF);
  }

  @Test
  void an_rp2040_takes_no_payload_but_256_bytes() throws Exception {
    Uf2Transfer transfer = Uf2Transfer.of(TestBoards.PICO, flash(TestBoards.PICO));
    Uf2Block block = blocks(TestBoards.PICO).getFirst();
    Uf2Block large =
        new Uf2Block(
            block.flags(), block.address(), 0, 1, block.family(), ByteBuffer.allocate(476));
    assertThat(transfer.take(large)).isEqualTo(Taken.IGNORED);
  }
}
