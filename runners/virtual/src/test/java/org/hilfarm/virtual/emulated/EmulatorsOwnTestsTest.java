package org.hilfarm.virtual.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The emulator's own tests, in its own language: chips that run the probe, a firmware of ours. With
 * {@code FARM_UF2} in the environment they run that real firmware too.
 */
class EmulatorsOwnTestsTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();

  private final Path folder;

  EmulatorsOwnTestsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void the_emulators_own_tests_pass() throws Exception {
    Optional<EmulatorProgram> installed = EmulatorProgram.here();
    assumeTrue(
        installed.isPresent(), "emulated boards need Node 20 or newer; ./farm setup says more");
    Path node = Path.of(installed.get().command().getFirst());
    Path main = Path.of(installed.get().command().getLast());
    copy(REPOSITORY.resolve("runners/virtual/emulator"));
    Files.createSymbolicLink(
        folder.resolve("node_modules"), main.resolve("../../node_modules").normalize());
    Ending ending =
        Child.run(
            "emulator's tests",
            Command.of(node, "--test").and(tests()).in(folder),
            line -> {},
            Deadline.after(Duration.ofMinutes(10)));
    assertThat(ending).as(ending.output()).isInstanceOf(Ending.Exited.class);
    assertThat(((Ending.Exited) ending).value()).as(ending.output()).isZero();
    assertThat(ending.output()).containsPattern("(?m)^# pass [1-9]\\d+$").contains("# fail 0");
  }

  private String[] tests() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("test"))) {
      List<String> tests =
          files.map(Path::toString).filter(f -> f.endsWith(".test.mjs")).sorted().toList();
      return tests.toArray(String[]::new);
    }
  }

  private void copy(Path emulator) throws IOException {
    try (Stream<Path> all = Files.walk(emulator)) {
      for (Path from : all.filter(f -> !f.startsWith(emulator.resolve("node_modules"))).toList()) {
        Path to = folder.resolve(emulator.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
  }
}
