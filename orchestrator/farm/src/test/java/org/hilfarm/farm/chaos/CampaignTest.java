package org.hilfarm.farm.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.farm.chaos.page.ResumeFile;
import org.hilfarm.farm.chaos.page.RoundRecord;
import org.hilfarm.farm.chaos.page.RoundText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One short round with real processes: each kind of strike once. */
@Timeout(400)
class CampaignTest {
  private static final long SEED = 1;

  @Test
  void a_farm_that_is_struck_keeps_its_promises(@TempDir Path data) throws Exception {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    Path file = data.resolve("rounds.jsonl");
    Campaign.Settings settings =
        new Campaign.Settings(
            data,
            Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath(),
            true,
            Duration.ofSeconds(5),
            10);
    Campaign.Listener listener = new Campaign.Listener(said::add, said::add);
    List<RoundRecord> played =
        new Campaign(settings, Optional.of(ResumeFile.open(file)), listener).play(SEED, 1, 1);
    assertThat(played)
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.broken()).as("%s%n%s", RoundText.lines(r), said).isEmpty();
              assertThat(r.strikes()).containsKeys("KILL_AGENT", "KILL_POSTGRESQL", "CUT");
              assertThat(r.figures()).containsEntry("runs", 3L);
            });
    try (Stream<Path> left = Files.list(data.resolve("chaos"))) {
      assertThat(left).isEmpty();
    }
    assertThat(
            new Campaign(settings, Optional.of(ResumeFile.open(file)), listener).play(SEED, 1, 1))
        .as("what was played is not played again")
        .isEqualTo(played);
  }
}
