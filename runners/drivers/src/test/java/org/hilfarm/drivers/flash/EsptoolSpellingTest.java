package org.hilfarm.drivers.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.process.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An esptool that no longer knows the words with underscores, as a shell script. */
class EsptoolSpellingTest {
  private static final String NEWER =
      """
      #!/bin/sh
      case "$*" in
        *write_flash*) echo "Error: No such command 'write_flash'." >&2; exit 2 ;;
        *--before\\ no-reset*write-flash*)
          echo "Writing at 0x00000000 [=>     ]  50.0% 1/2 bytes..."
          echo "Hash of data verified." ;;
      esac
      """;

  @Test
  void a_newer_esptool_is_asked_again_in_its_own_words(@TempDir Path folder) throws Exception {
    Path tool =
        Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("esptool"), NEWER);
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    try (FlashBench bench = new FlashBench(folder, FlashMethod.ESPTOOL).inBootloader()) {
      byte[] image = bench.goodImage();

      FlashOutcome outcome =
          bench.flash(
              image, Sha256.of(image), new Tools(List.of(tool.getParent())), FlashBench.plenty());

      assertThat(outcome).as(outcome.log()).isInstanceOf(FlashOutcome.Written.class);
      assertThat(bench.progress).containsExactly(0, 50, 100);
    }
  }

  @Test
  void an_exit_without_the_rom_s_proof_is_no_success(@TempDir Path folder) throws Exception {
    Path tool = folder.resolve("esptool");
    Files.writeString(tool, "#!/bin/sh\necho 'Done, probably.'\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    try (FlashBench bench = new FlashBench(folder, FlashMethod.ESPTOOL).inBootloader()) {
      byte[] image = bench.goodImage();

      FlashOutcome outcome =
          bench.flash(image, Sha256.of(image), new Tools(List.of(folder)), FlashBench.plenty());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              FlashOutcome.Failed.class,
              failed ->
                  assertThat(failed.fault().text())
                      .isEqualTo(
                          "esptool could not write adafruit_magtag_2.9_grayscale at port 1-1.1,"
                              + " exit value 0: Done, probably."));
    }
  }
}
