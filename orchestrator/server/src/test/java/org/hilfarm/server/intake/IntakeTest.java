package org.hilfarm.server.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.MAGTAG;
import static org.hilfarm.server.fixture.TestData.PICO;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  private static final Map<BoardTypeId, BoardType> TYPES = TestData.trusted().types();

  private final Path folder;

  IntakeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> problems(Path source) {
    try {
      Intaken taken = Intake.read(source, TYPES);
      throw new AssertionError("was taken: " + taken.images());
    } catch (BadSubmissionException e) {
      return e.problems();
    }
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("build.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  private static String name(BoardType type) {
    return type.id() + "/en_US/" + Firmware.fileName(type);
  }

  @Test
  void a_folder_as_the_ci_leaves_it_is_taken() throws Exception {
    for (BoardType type : List.of(PICO, FEATHER, MAGTAG)) {
      Firmware.put(folder, type, Firmware.image(type));
    }
    Files.writeString(folder.resolve("README.txt"), "hello");
    Files.write(folder.resolve(Firmware.fileName(PICO, "de_DE")), new byte[3]);
    Files.write(folder.resolve("adafruit-circuitpython-pyboard_v11-en_US-10.2.0.uf2"), new byte[1]);

    Intaken taken = Intake.read(folder, TYPES);

    assertThat(taken.images())
        .extracting(Image::boardType)
        .containsExactly(MAGTAG.id(), FEATHER.id(), PICO.id());
    assertThat(taken.unknown()).containsExactly(new BoardTypeId("pyboard_v11"));
    assertThat(taken.images().getLast().banner().version()).isEqualTo("10.2.0");
    assertThat(taken.bytes()).hasSize(3);
  }

  @Test
  void flat_files_archives_and_a_folder_of_archives_are_the_same_build() throws Exception {
    byte[] image = Firmware.image(PICO);
    Path flat = Files.createDirectory(folder.resolve("flat"));
    Files.write(flat.resolve(Firmware.fileName(PICO)), image);
    Path zipped = zip(Map.of(name(PICO), image));
    Path archives = Files.createDirectory(folder.resolve("archives"));
    Files.copy(zipped, archives.resolve("raspberry_pi_pico.zip"));

    Intaken first = Intake.read(flat, TYPES);
    assertThat(Intake.read(zipped, TYPES).images()).isEqualTo(first.images());
    assertThat(Intake.read(archives, TYPES).images()).isEqualTo(first.images());
    assertThat(Intake.read(flat.resolve(Firmware.fileName(PICO)), TYPES).images())
        .isEqualTo(first.images());
  }

  @Test
  void an_empty_folder_and_one_that_is_not_there_are_refused() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(problems(empty))
        .singleElement()
        .asString()
        .startsWith("empty: no image for any board of this farm: nothing is named")
        .contains("raspberry_pi_pico");
    assertThat(problems(folder.resolve("nowhere")))
        .containsExactly("nowhere: there is no such file or folder");
  }

  @Test
  void all_problems_are_told_at_once_each_with_its_file() throws Exception {
    Firmware.put(folder, PICO, new byte[0]);
    Firmware.put(folder, FEATHER, Arrays.copyOf(Firmware.image(FEATHER), 700));
    Firmware.put(folder, MAGTAG, new byte[100]);

    assertThat(problems(folder))
        .containsExactlyInAnyOrder(
            name(PICO) + ": the file is empty",
            name(FEATHER)
                + ": its size, 700 bytes, is no multiple of a UF2 block's 512: it is cut short",
            name(MAGTAG) + ": it ends at 0x64, before the application at 0x10000: it is cut short");
  }

  @Test
  void a_uf2_of_wrong_magic_family_or_address_is_refused() throws Exception {
    byte[] wrongMagic = Firmware.image(PICO);
    wrongMagic[512] ^= 1;
    Firmware.put(folder, PICO, wrongMagic);
    Firmware.put(folder, FEATHER, Firmware.image(PICO));
    assertThat(problems(folder))
        .containsExactlyInAnyOrder(
            name(PICO) + ": block 1 has not the magic numbers of a UF2 block",
            name(FEATHER)
                + ": it is for UF2 family 0xe48bff56; feather_nrf52840_express is of the family"
                + " nRF52840, 0xada52840");

    byte[] flash = Firmware.flash(8192, Firmware.banner(PICO));
    Firmware.put(
        folder, PICO, Uf2File.of(PICO.family().uf2FamilyId(), 0x100ff000L, flash).encode());
    Files.delete(folder.resolve(name(FEATHER)));
    assertThat(problems(folder))
        .containsExactly(
            name(PICO)
                + ": block 16 writes at 0x10100000, outside the application area"
                + " 0x10000000..0x10100000 of raspberry_pi_pico");
  }

  @Test
  void an_image_must_say_that_it_is_for_this_board() throws Exception {
    Firmware.put(folder, PICO, Firmware.image(PICO, "no banner here"));
    Firmware.put(
        folder,
        MAGTAG,
        Firmware.image(MAGTAG, "Adafruit CircuitPython 10.2.0 on 2026-11-22; Other with ESP32S2"));
    assertThat(problems(folder))
        .containsExactlyInAnyOrder(
            name(PICO)
                + ": no CircuitPython version banner is inside it, so nothing could prove that it"
                + " runs",
            name(MAGTAG)
                + ": its banner says it is for \"Other with ESP32S2\";"
                + " adafruit_magtag_2.9_grayscale calls itself \"Adafruit MagTag with ESP32S2\"");
  }

  @Test
  void two_images_for_one_board_are_refused() throws Exception {
    Firmware.put(folder, PICO, Firmware.image(PICO));
    Files.write(folder.resolve(Firmware.fileName(PICO)), Firmware.image(PICO));
    assertThat(problems(folder))
        .singleElement()
        .asString()
        .contains("a second image for raspberry_pi_pico and en_US");
  }

  @Test
  void a_file_the_flash_method_cannot_take_is_told() throws Exception {
    Files.write(
        folder.resolve("adafruit-circuitpython-raspberry_pi_pico-en_US-10.2.0.bin"), new byte[9]);
    assertThat(problems(folder))
        .containsExactly(
            "adafruit-circuitpython-raspberry_pi_pico-en_US-10.2.0.bin: raspberry_pi_pico is"
                + " flashed by way of bootsel, which takes a .uf2 file; the build has none for it");
  }

  @Test
  void archives_that_reach_out_of_themselves_are_refused() throws Exception {
    for (var bad :
        Map.of(
                "../" + Firmware.fileName(PICO),
                "its name leads out of the archive (..)",
                "/etc/passwd",
                "its name is absolute",
                "C:/x",
                "its name is absolute",
                "a\\b",
                "its name holds a backslash or a colon",
                "a\u0007b",
                "its name is not plain UTF-8 text")
            .entrySet()) {
      assertThat(problems(zip(Map.of(bad.getKey(), Firmware.image(PICO)))))
          .as(bad.getKey())
          .singleElement()
          .asString()
          .startsWith("build.zip: ")
          .endsWith(": " + bad.getValue());
    }
  }

  @Test
  void links_in_archives_are_refused() throws Exception {
    Path file = folder.resolve("links.zip");
    try (var out = new ZipArchiveOutputStream(file)) {
      ZipArchiveEntry link = new ZipArchiveEntry(name(PICO));
      link.setUnixMode(0120777);
      out.putArchiveEntry(link);
      out.write("/etc/passwd".getBytes(StandardCharsets.US_ASCII));
      out.closeArchiveEntry();
    }
    assertThat(problems(file)).containsExactly("links.zip: " + name(PICO) + ": it is a link");
  }

  @Test
  void names_in_other_encodings_are_refused() throws Exception {
    Path file = folder.resolve("latin.zip");
    try (var out =
        new ZipOutputStream(Files.newOutputStream(file), Charset.forName("ISO-8859-1"))) {
      out.putNextEntry(new ZipEntry("fr\u00e9d\u00e9ric.txt"));
      out.write(1);
    }
    assertThat(problems(file))
        .singleElement()
        .asString()
        .endsWith(": its name is not plain UTF-8 text")
        .matches("[ -~]*");
  }

  @Test
  void a_bomb_is_refused_before_it_is_unpacked() throws Exception {
    assertThat(problems(zip(Map.of(name(PICO), new byte[20 << 20]))))
        .singleElement()
        .asString()
        .endsWith(": it unpacks to more than 100 times its packed size");
  }

  @Test
  void an_archive_that_lies_about_its_sizes_is_refused_by_what_really_comes_out() throws Exception {
    byte[] real = new byte[1 << 20];
    Path file = zip(Map.of(name(PICO), real));
    byte[] bytes = Files.readAllBytes(file);
    int central = lastIndexOf(bytes, new byte[] {'P', 'K', 1, 2});
    // claims 4096 bytes where a megabyte comes out
    bytes[central + 24] = 0;
    bytes[central + 25] = 0x10;
    bytes[central + 26] = 0;
    bytes[central + 27] = 0;
    Files.write(file, bytes);
    assertThat(problems(file))
        .singleElement()
        .asString()
        .startsWith(name(PICO) + ": it unpacks to ");
  }

  private static int lastIndexOf(byte[] bytes, byte[] what) {
    for (int i = bytes.length - what.length; i >= 0; i--) {
      if (Arrays.equals(bytes, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void an_archive_of_too_many_files_is_refused() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zipped)) {
      for (int i = 0; i < 501; i++) {
        out.putNextEntry(new ZipEntry("f" + i));
      }
    }
    Path file = Files.write(folder.resolve("many.zip"), zipped.toByteArray());
    assertThat(problems(file))
        .containsExactly("many.zip: it has 501 entries; at most 500 are taken");
  }

  @Test
  void what_is_no_archive_is_refused() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.zip"), "PK but no more");
    assertThat(problems(file))
        .singleElement()
        .asString()
        .startsWith("broken.zip: not a readable zip archive: ");
  }

  @Test
  void an_archive_that_lost_a_byte_is_refused_and_the_farms_folders_are_not_told()
      throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zipped)) {
      out.putNextEntry(new ZipEntry("some.uf2"));
      out.write(new byte[100]);
    }
    String lost = zipped.toString(ISO_8859_1).replace("some.uf2", "some.uf");
    Path file = Files.writeString(folder.resolve("cut.zip"), lost, ISO_8859_1);
    assertThat(problems(file))
        .singleElement()
        .asString()
        .startsWith("cut.zip: not a readable zip archive: ")
        .doesNotContain(folder.toString());
  }

  @Test
  void only_the_boards_that_are_asked_for_are_looked_at() throws Exception {
    Firmware.put(folder, PICO, Firmware.image(PICO));
    Firmware.put(folder, FEATHER, new byte[0]);
    Intaken taken = Intake.read(List.of(new Upload("x", folder)), TYPES, Set.of(PICO.id()));
    assertThat(taken.images()).hasSize(1);
    assertThatThrownBy(
            () ->
                Intake.read(
                    List.of(new Upload("x", folder)), TYPES, Set.of(new BoardTypeId("nosuch"))))
        .hasMessageContaining("boards: this farm has no board type \"nosuch\"; it has: ");
  }
}
