package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchTest {
  private final Path repository;

  DispatchTest(@TempDir Path repository) {
    this.repository = repository;
  }

  private List<String> problems(String yaml) throws Exception {
    Path file = repository.resolve(Dispatch.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return Dispatch.check(repository).stream().map(ConfigProblem::text).toList();
  }

  @Test
  void without_a_file_and_with_the_farm_s_own_it_is_the_usual() throws Exception {
    assertThat(Dispatch.load(repository)).isEqualTo(Dispatch.usual());
    assertThat(Dispatch.load(Path.of(System.getProperty("repository.root"))))
        .isEqualTo(Dispatch.usual());
  }

  @Test
  void what_is_not_said_is_as_usual() throws Exception {
    assertThat(problems("checkpoint_min: 3\n")).isEmpty();
    assertThat(Dispatch.load(repository)).isEqualTo(new Dispatch(5, 240, 3));
  }

  @Test
  void what_makes_no_sense_is_told() throws Exception {
    assertThat(problems("checkpoint_min: 0\n"))
        .containsExactly("checkpoint_min: must be 1 to 10080");
    assertThat(problems("soaks_give_way_min: 4\n"))
        .containsExactly(
            "soaks_give_way_min: a soak must give way at least as long as other runs (5 min)");
    assertThat(problems("checkpoints_min: 4\n"))
        .containsExactly(
            "is no key that is known here; known are others_give_way_min, soaks_give_way_min,"
                + " checkpoint_min");
  }
}
