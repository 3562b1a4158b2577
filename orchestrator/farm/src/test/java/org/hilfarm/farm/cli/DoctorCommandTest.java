package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();

  private final Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  DoctorCommandTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void a_host_without_a_hub_is_told_what_to_do_and_exits_with_3() {
    assertThat(doctor("--rack", "demo")).isEqualTo(3);
    assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
        .startsWith("CHECK STATE SEEN WHAT TO DO")
        .contains("hubs bad there is no USB hub at all plug the rack's hub in")
        .contains("rack file bad no port of rack demo holds anything: is it this host's?");
  }

  @Test
  void programs_are_told_the_same_as_values() {
    assertThat(doctor("--json")).isEqualTo(3);
    assertThat(out.toString(UTF_8)).startsWith("{").contains("\"BAD\"", "plug the rack's hub in");
  }

  @Test
  void a_rack_that_nobody_has_described_is_a_usage_error() {
    assertThat(doctor("--rack", "nowhere")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("nowhere");
  }

  private int doctor(String... more) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            400);
    Scene scene = new Scene(console, new Place(REPOSITORY, root.resolve("data")), Map.of());
    String[] args = new String[3 + more.length];
    args[0] = "doctor";
    args[1] = "--root";
    args[2] = root.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return CommandLineStart.run(scene, args);
  }
}
