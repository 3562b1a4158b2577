package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private final Path repository;

  RetentionTest(@TempDir Path repository) {
    this.repository = repository;
  }

  private List<String> problems(String yaml) throws Exception {
    Path file = repository.resolve(Retention.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return Retention.check(repository).stream().map(ConfigProblem::text).toList();
  }

  @Test
  void without_a_file_and_with_the_farm_s_own_it_is_the_usual() throws Exception {
    assertThat(Retention.load(repository)).isEqualTo(Retention.usual());
    assertThat(Retention.load(Path.of(System.getProperty("repository.root"))))
        .isEqualTo(Retention.usual());
  }

  @Test
  void what_is_not_said_is_as_usual() throws Exception {
    assertThat(problems("transcripts: {days: 7}\nsoaks_days: 100\n")).isEmpty();
    assertThat(Retention.load(repository))
        .isEqualTo(
            new Retention(
                new Retention.Kept(7, 20),
                Retention.usual().images(),
                90,
                100,
                Retention.usual().gitHub()));
  }

  @Test
  void what_makes_no_sense_is_told_all_at_once() throws Exception {
    assertThat(problems("transcripts: {days: 0}\nimages: {gib: none}\nreport_days: 3\n"))
        .containsExactly(
            "days: must be 1 to 3650",
            "must be a whole number, such as 118 or 0x76, not \"none\"",
            "is no key that is known here; known are transcripts, images, reports_days,"
                + " soaks_days, github");
    assertThat(problems("github: {deliveries_days: 3}\n"))
        .containsExactly(
            "deliveries_days: must be 4 at least: GitHub can deliver a webhook again for three"
                + " days, and it would be new");
    assertThat(problems("github: {checks_days: 0, tickets_days: 5}\n"))
        .containsExactly("checks_days: must be 1 to 3650");
    assertThat(problems("reports_days: 50\nsoaks_days: 30\n"))
        .containsExactly(
            "soaks_days: a soak's report is made from its rounds, so they must be kept at least"
                + " as long as reports (50 days)");
  }
}
