package org.hilfarm.virtual.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.EspImage;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.virtual.flash.RunningImage;
import org.hilfarm.virtual.rack.TestBoards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationBuildsTest {
  private static final List<BoardType> TYPES =
      List.of(TestBoards.PICO, TestBoards.FEATHER_NRF, TestBoards.MAGTAG, TestBoards.FEATHER_S2);

  @Test
  void a_build_is_laid_out_as_circuitpython_s_ci_leaves_it(@TempDir Path folder) throws Exception {
    DemonstrationBuilds.write(folder, TYPES, "10.2.0", Variant.GOOD, 1);
    Path magtag = folder.resolve("adafruit_magtag_2.9_grayscale/en_US");
    String name = "adafruit-circuitpython-adafruit_magtag_2.9_grayscale-en_US-10.2.0";
    EspImage.check(Files.readAllBytes(magtag.resolve(name + ".bin")));
    Uf2File.parse(Files.readAllBytes(magtag.resolve(name + ".uf2")));
    Path pico = folder.resolve("raspberry_pi_pico/en_US");
    assertThat(pico.resolve("adafruit-circuitpython-raspberry_pi_pico-en_US-10.2.0.uf2"))
        .isRegularFile();
    try (var files = Files.list(pico)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void an_image_writes_inside_its_application_s_area_and_says_what_it_is() throws Exception {
    for (BoardType type : TYPES) {
      DemonstrationImage image = new DemonstrationImage(type, "10.2.0", Variant.GOOD, 1);
      Uf2File file = Uf2File.parse(image.uf2());
      assertThat(type.application().holds(file.start(), file.end() - file.start())).isTrue();
      assertThat(Banner.in(file.flash()).map(Banner::toString))
          .hasValueSatisfying(
              banner ->
                  assertThat(banner)
                      .startsWith("Adafruit CircuitPython 10.2.0 on ")
                      .endsWith(type.bannerName()));
      assertThat(new String(file.flash(), StandardCharsets.ISO_8859_1))
          .contains("HIL FARM DEMONSTRATION FIRMWARE");
    }
  }

  @Test
  void only_the_regressed_build_plants_faults_one_a_family() {
    assertThat(traits(TestBoards.PICO, Variant.REGRESSED)).containsExactly("reload-leak=2048");
    assertThat(traits(TestBoards.MAGTAG, Variant.REGRESSED)).containsExactly("watchdog=never");
    assertThat(traits(TestBoards.FEATHER_NRF, Variant.REGRESSED))
        .containsExactly("deep-sleep-reason=SOFTWARE");
    for (BoardType type : TYPES) {
      assertThat(traits(type, Variant.GOOD)).isEmpty();
    }
  }

  private static List<String> traits(BoardType type, Variant variant) {
    byte[] flash = new DemonstrationImage(type, "10.2.0", variant, 1).application();
    return RunningImage.in(flash).orElseThrow().traits().entrySet().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_other_bytes() {
    byte[] one = new DemonstrationImage(TestBoards.PICO, "10.2.0", Variant.GOOD, 1).uf2();
    assertThat(new DemonstrationImage(TestBoards.PICO, "10.2.0", Variant.GOOD, 1).uf2())
        .isEqualTo(one);
    assertThat(new DemonstrationImage(TestBoards.PICO, "10.2.0", Variant.GOOD, 2).uf2())
        .isNotEqualTo(one);
  }
}
