package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCommandTest {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  ChaosCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(String... options) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 80);
    Scene scene = new Scene(console, new Place(folder, folder.resolve("data")), Map.of());
    String[] words = new String[options.length + 1];
    words[0] = "chaos";
    System.arraycopy(options, 0, words, 1, options.length);
    return CommandLineStart.run(scene, words);
  }

  @Test
  void a_plan_is_printed_and_nothing_is_done() throws Exception {
    assertThat(run("--seed", "4", "--rounds", "2", "--plan")).isZero();
    String plan = out.toString(UTF_8);
    assertThat(plan).contains("\"round\" : 2", "\"kind\" : \"KILL_POSTGRESQL\"");
    out.reset();
    assertThat(run("--seed", "4", "--rounds", "2", "--plan")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(plan);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void numbers_that_make_no_sense_are_refused() {
    assertThat(run("--rounds", "0")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("--rounds and --round are numbers from 1 to 10000\n");
    err.reset();
    assertThat(run("--lease", "1")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("--lease: 1 is not 2 to 60 seconds\n");
    err.reset();
    assertThat(run("--speed", "0")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("--speed: 0.0 is not 0.1 to 100\n");
  }

  @Test
  void a_file_that_holds_no_rounds_is_refused_before_anything_starts() throws Exception {
    Path file = Files.writeString(folder.resolve("rounds"), "nothing\n");
    assertThat(run("--resume", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(file + ": line 1 is no round of a campaign: name another file, or mend it\n");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
