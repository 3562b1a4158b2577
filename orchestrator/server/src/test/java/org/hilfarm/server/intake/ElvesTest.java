package org.hilfarm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.firmware.elf.CodeMap;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TinyElf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElvesTest {
  private static final Map<BoardTypeId, BoardType> TYPES = TestData.trusted().types();

  private final Path folder;

  ElvesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void images() throws Exception {
    Firmware.put(folder, PICO, Firmware.image(PICO));
    Firmware.put(folder, FEATHER, Firmware.image(FEATHER));
  }

  private void elf(String path, byte[] bytes) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ports/raspberrypi/build-raspberry_pi_pico/firmware.elf",
        "raspberry_pi_pico/en_US/firmware.elf",
        "adafruit-circuitpython-raspberry_pi_pico-en_US-10.2.0.elf"
      })
  void an_elf_file_that_says_whose_it_is_goes_with_its_image(String path) throws Exception {
    elf(path, TinyElf.of("gc_collect", 0x10000000));
    Intaken taken = Intake.read(folder, TYPES);
    Image pico = image(taken, PICO);
    byte[] kept = Objects.requireNonNull(taken.bytes().get(pico.elf().orElseThrow().digest()));
    assertThat(CodeMap.of(kept).at(List.of(0x10000004L)))
        .containsExactly(Optional.of("gc_collect+0x4"));
    assertThat(image(taken, FEATHER).elf()).isEmpty();
  }

  @Test
  void an_elf_file_of_nobody_is_not_looked_at() throws Exception {
    elf("somewhere/firmware.elf", "no ELF file".getBytes(StandardCharsets.US_ASCII));
    assertThat(image(Intake.read(folder, TYPES), PICO).elf()).isEmpty();
  }

  @Test
  void what_is_no_elf_file_is_refused_with_its_rule() throws Exception {
    elf(
        "raspberry_pi_pico/firmware.elf",
        "no ELF file, but a text".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Intake.read(folder, TYPES))
        .hasMessage("raspberry_pi_pico/firmware.elf: it is no little-endian ELF file");
  }

  private static Image image(Intaken taken, BoardType type) {
    return taken.images().stream()
        .filter(i -> i.boardType().equals(type.id()))
        .findFirst()
        .orElseThrow();
  }
}
