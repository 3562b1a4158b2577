package org.hilfarm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.MICROPYTHON;
import static org.hilfarm.server.fixture.TestData.PICO;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.server.fixture.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MicroPython's images are told by what is inside, and never taken for CircuitPython's. */
class SecondFirmwareTest {
  private static final String DOWNLOAD = "RPI_PICO-20250415-v1.25.0.uf2";
  private static final String INSIDE =
      "MicroPython v1.25.0 on 2025-04-15\0else\0; Raspberry Pi Pico with RP2040\0";
  private static final Map<BoardTypeId, BoardType> TYPES =
      Map.of(PICO.id(), PICO, MICROPYTHON.id(), MICROPYTHON);

  private final Path folder;

  SecondFirmwareTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String inside) throws Exception {
    return Files.write(folder.resolve(name), Firmware.image(PICO, inside));
  }

  private static List<String> problems(Path source) {
    try {
      Intaken taken = Intake.read(source, TYPES);
      throw new AssertionError("was taken: " + taken.images());
    } catch (BadSubmissionException e) {
      return e.problems();
    }
  }

  @Test
  void a_micropython_is_taken_under_its_download_name_and_under_any_other() throws Exception {
    for (String name : List.of(DOWNLOAD, "firmware.uf2")) {
      Intaken taken = Intake.read(file(name, INSIDE), TYPES);
      assertThat(taken.images())
          .singleElement()
          .extracting(Image::boardType)
          .isEqualTo(MICROPYTHON.id());
      assertThat(taken.images().getFirst().banner())
          .hasToString("MicroPython v1.25.0 on 2025-04-15; Raspberry Pi Pico with RP2040");
    }
  }

  @Test
  void it_comes_along_with_a_build_of_circuitpython() throws Exception {
    Firmware.put(folder, PICO, Firmware.image(PICO));
    file(DOWNLOAD, INSIDE);
    assertThat(Intake.read(folder, TYPES).images())
        .extracting(Image::boardType)
        .containsExactly(PICO.id(), MICROPYTHON.id());
  }

  @Test
  void a_micropython_that_is_named_as_a_circuitpython_is_refused() throws Exception {
    assertThat(problems(file(Firmware.fileName(PICO), INSIDE)))
        .containsExactly(
            Firmware.fileName(PICO)
                + ": it holds MicroPython (\"MicroPython v1.25.0 on 2025-04-15; Raspberry Pi Pico"
                + " with RP2040\"), and a raspberry_pi_pico runs CircuitPython: it is for another"
                + " board type");
  }

  @Test
  void a_circuitpython_that_is_sent_as_a_micropython_is_refused() throws Exception {
    String named = "adafruit-circuitpython-raspberry_pi_pico_micropython-en_US-10.2.0.uf2";
    assertThat(problems(file(named, Firmware.banner(PICO))))
        .singleElement()
        .asString()
        .contains(": it holds CircuitPython (\"Adafruit CircuitPython 10.2.0 on")
        .contains("and a raspberry_pi_pico_micropython runs MicroPython");
    Files.delete(folder.resolve(named));
    assertThat(problems(file(DOWNLOAD, Firmware.banner(PICO))))
        .containsExactly(
            DOWNLOAD
                + ": it is named as MicroPython's images are, but it holds CircuitPython (\""
                + Firmware.banner(PICO)
                + "\"): give it the name that CircuitPython's CI gives it");
  }

  @Test
  void one_for_a_board_the_farm_has_not_is_refused_with_those_it_has() throws Exception {
    assertThat(problems(file(DOWNLOAD, INSIDE.replace("Pico with", "Pico W with"))))
        .containsExactly(
            DOWNLOAD
                + ": its banner says it is MicroPython for \"Raspberry Pi Pico W with RP2040\";"
                + " this farm has MicroPython's board types raspberry_pi_pico_micropython"
                + " (\"Raspberry Pi Pico with RP2040\")");
  }

  @Test
  void a_broken_download_is_told_and_a_stranger_is_ignored() throws Exception {
    assertThat(problems(Files.write(folder.resolve(DOWNLOAD), new byte[700])))
        .singleElement()
        .asString()
        .contains("it is cut short");
    Files.delete(folder.resolve(DOWNLOAD));
    assertThat(problems(file("flash_nuke.uf2", "nothing that names itself")))
        .singleElement()
        .asString()
        .contains("and no .uf2 holds a MicroPython for one of them");
  }

  @Test
  void nobody_reads_it_where_only_other_boards_are_wanted() throws Exception {
    Path source = file(DOWNLOAD, INSIDE);
    Upload upload = new Upload(DOWNLOAD, source);
    try {
      Intaken taken = Intake.read(List.of(upload), TYPES, Set.of(PICO.id()));
      throw new AssertionError("was taken: " + taken.images());
    } catch (BadSubmissionException e) {
      assertThat(e.problems()).singleElement().asString().contains("among [raspberry_pi_pico]");
    }
  }
}
