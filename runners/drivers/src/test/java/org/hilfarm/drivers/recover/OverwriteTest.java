package org.hilfarm.drivers.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written over a whole chip, and over which chips it can be. */
class OverwriteTest {
  private final Configs configs;
  private final Path folder;

  OverwriteTest(@TempDir Path folder) throws Exception {
    this.configs = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
    this.folder = folder;
  }

  private KnownGood good(BoardType type, byte[] bytes) throws Exception {
    String name = "good." + type.flash().format().extension();
    Path file = Files.write(folder.resolve(name), bytes);
    Banner banner =
        Banner.in(new String(flat(type, bytes), StandardCharsets.ISO_8859_1)).orElseThrow();
    Image image =
        new Image(type.id(), type.flash().format(), name, Sha256.of(bytes), bytes.length, banner);
    return new KnownGood(image, ImageArrival.of(file));
  }

  private static byte[] flat(BoardType type, byte[] bytes) throws Exception {
    return type.flash().format().extension().equals("uf2") ? Uf2File.parse(bytes).flash() : bytes;
  }

  private BoardType type(String id) {
    return configs.type(new BoardTypeId(id));
  }

  @Test
  void an_rp2040_gets_every_page_of_its_flash_the_image_s_own_where_they_belong() throws Exception {
    BoardType pico = type("raspberry_pi_pico");
    byte[] own = new DemonstrationImage(pico, "10.2.0", Variant.GOOD, 7).uf2();
    Path file;
    try (Overwrite over = Overwrite.of(pico, good(pico, own)).orElseThrow()) {
      file = over.file();
      Uf2File whole = Uf2File.parse(Files.readAllBytes(file));
      assertThat(whole.start()).isEqualTo(0x10000000L);
      assertThat(whole.end()).isEqualTo(0x10200000L);
      byte[] flash = whole.flash();
      byte[] image = Uf2File.parse(own).flash();
      assertThat(Arrays.copyOf(flash, image.length)).isEqualTo(image);
      for (int i = image.length; i < flash.length; i++) {
        assertThat(flash[i]).as("at 0x%x", i).isEqualTo((byte) 0xFF);
      }
      assertThat(over.image().digest()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
      assertThat(over.type().application().holds(0x101FFF00L, 256)).isTrue();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void a_rom_of_an_esp32s2_gets_a_file_as_large_as_the_chip() throws Exception {
    BoardType magtag = type("adafruit_magtag_2.9_grayscale");
    byte[] own = new DemonstrationImage(magtag, "10.2.0", Variant.GOOD, 7).bin();
    try (Overwrite over = Overwrite.of(magtag, good(magtag, own)).orElseThrow()) {
      byte[] whole = Files.readAllBytes(over.file());
      assertThat(whole).hasSize((int) magtag.flashBytes()).startsWith(own);
      assertThat(whole[whole.length - 1]).isEqualTo((byte) 0xFF);
    }
  }

  @Test
  void loaders_that_write_the_application_only_cannot_be_given_more() throws Exception {
    for (String id : new String[] {"adafruit_feather_esp32s2", "feather_nrf52840_express"}) {
      BoardType type = type(id);
      byte[] own = new DemonstrationImage(type, "10.2.0", Variant.GOOD, 7).uf2();
      assertThat(Overwrite.of(type, good(type, own))).as(id).isEmpty();
    }
  }

  @Test
  void an_image_larger_than_the_chip_is_refused_before_the_board_is_touched() throws Exception {
    BoardType magtag = type("adafruit_magtag_2.9_grayscale");
    byte[] own = new DemonstrationImage(magtag, "10.2.0", Variant.GOOD, 7).bin();
    KnownGood tooLarge = good(magtag, Arrays.copyOf(own, (4 << 20) + 1));
    assertThatThrownBy(() -> Overwrite.of(magtag, tooLarge))
        .hasMessage(
            "the baseline does not fit the 4194304 bytes of flash of"
                + " adafruit_magtag_2.9_grayscale");
  }
}
