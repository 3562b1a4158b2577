package org.hilfarm.farm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hilfarm.farm.show.Console;
import org.hilfarm.model.report.Blame;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: real HTTP, real PostgreSQL, real pseudo-terminals, the real esptool. */
@Timeout(600)
class SubmitToVerdictTest {
  @Test
  void a_good_build_is_mergeable_and_a_regressed_one_blocked_for_its_three_faults(
      @TempDir Path data) throws Exception {
    Configs configs = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, UTF_8);
    Console console = new Console(stream, stream, false, false, 80);
    List<RunView> runs;
    try (Demonstration demo =
        Demonstration.start(
            configs, data, new Demonstration.Choices(1, 4, Optional.empty()), console)) {
      runs = demo.run();
    }
    assertThat(runs)
        .extracting(RunView::verdict)
        .containsExactly(Optional.of("mergeable"), Optional.of("blocked"));
    assertThat(faults(runs.get(0))).isEmpty();
    assertThat(faults(runs.get(1)))
        .containsExactly(
            "ESP32S2 watchdog/reset_bites FIRMWARE",
            "NRF52840 deep_sleep/time_alarm_wakes FIRMWARE",
            "RP2040 heap/reload_keeps_heap FIRMWARE");
    for (RunView run : runs) {
      assertThat(Path.of(run.reportDir().orElseThrow()).resolve("index.html")).exists();
    }
    assertThat(said.toString(UTF_8)).contains("good: raspberry_pi_pico");
    try (var left = Files.list(data.resolve("demo"))) {
      assertThat(left.flatMap(SubmitToVerdictTest::names)).containsExactly("reports");
    }
  }

  /** Both boards of a family fail alike, and nothing else fails. */
  private static SortedSet<String> faults(RunView run) {
    SortedSet<String> faults = new TreeSet<>();
    for (var board : run.boards()) {
      for (var script : board.scripts()) {
        if (!script.status().equals("passed")) {
          faults.add(
              board.family()
                  + " "
                  + script.name()
                  + " "
                  + script.blame().map(Blame::name).orElse("nobody"));
        }
      }
    }
    return faults;
  }

  private static Stream<String> names(Path folder) {
    return Arrays.stream(Optional.ofNullable(folder.toFile().list()).orElse(new String[0]));
  }
}
