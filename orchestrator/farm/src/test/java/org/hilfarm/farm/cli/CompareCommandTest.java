package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CompareCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(String... args) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 80);
    return CommandLineStart.run(
        new Scene(console, new Place(REPOSITORY, folder.resolve("data")), Map.of()), args);
  }

  @Test
  void a_file_that_is_no_firmware_is_refused_before_anything_is_started() throws Exception {
    Path file = Files.write(folder.resolve("no.uf2"), new byte[512]);
    assertThat(run("compare", "--emulated", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            file + ": no whole UF2 file: block 0 has not the magic numbers of a UF2 block\n");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void upstreams_tests_are_compared_and_a_difference_without_a_cause_is_undecided()
      throws Exception {
    Path tests = Files.createDirectories(folder.resolve("own"));
    Files.writeString(tests.resolve("same.py"), "print(1 + 1)\n");
    Files.writeString(tests.resolve("same.py.exp"), "2\n");
    Files.writeString(tests.resolve("other.py"), "import sys\nprint(sys.implementation.name)\n");
    Files.writeString(tests.resolve("other.py.exp"), "micropython\n");
    Path page = folder.resolve("page.md");
    assertThat(run("compare", "--upstream", tests.toString(), "--to", page.toString()))
        .as(err.toString(UTF_8))
        .isEqualTo(3);
    assertThat(out.toString(UTF_8))
        .isEqualTo("2 tests: 1 the same, 0 differ for listed causes, 1 are not listed\n");
    assertThat(page)
        .content()
        .contains("| own | 2 | 1 | 1 | 0 | 0 | 1 |")
        .contains("| own/other | failed&#58; line 1 is &#34;circuitpython&#34;")
        .contains("| alone | micropython ");
  }

  @Test
  void one_of_both_is_compared_and_a_folder_that_is_none_is_refused() {
    assertThat(run("compare")).isEqualTo(2);
    assertThat(run("compare", "--upstream", folder.resolve("no").toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).endsWith("no: there is no such folder of upstream tests\n");
  }

  @Test
  void real_firmware_says_what_is_known_of_it_and_the_page_is_written() throws Exception {
    @Nullable String firmware = System.getenv("FARM_UF2");
    assumeTrue(
        firmware != null && !firmware.isEmpty(),
        "set FARM_UF2=<file> to run these against real firmware");
    Path page = folder.resolve("page.md");
    int code =
        run(
            "compare",
            "--emulated",
            Objects.requireNonNull(firmware),
            "--to",
            page.toString(),
            "banner",
            "i2c");
    String told = out.toString(UTF_8);
    assertThat(code).as(err.toString(UTF_8)).isEqualTo(told.contains("not listed") ? 3 : 0);
    assertThat(told).contains("banner: ", "i2c: ");
    assertThat(page).content(UTF_8).contains("rp2040js 1.4.1", "### i2c", "No such device");
  }
}
