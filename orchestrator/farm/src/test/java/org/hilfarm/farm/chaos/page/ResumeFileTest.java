package org.hilfarm.farm.chaos.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hilfarm.farm.chaos.strike.Struck;
import org.hilfarm.server.postgres.Inquiry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeFileTest {
  private static final String OPTIONS = "--lease 5 --speed 10.0";

  private final Path file;

  ResumeFileTest(@TempDir Path folder) {
    this.file = folder.resolve("rounds.jsonl");
  }

  private static RoundRecord round(int number, Inquiry.Broken... broken) {
    return new RoundRecord(
        5,
        number,
        OPTIONS,
        61.4,
        new TreeMap<>(Map.of("KILL_AGENT", 2, "CUT", 1)),
        List.of(new Struck(10, "KILL_ESPTOOL", "rack-1", false, "it had no esptool within 6 s")),
        new TreeMap<>(Map.of("runs", 9L, "mergeable", 6L)),
        List.of(broken),
        broken.length == 0 ? Optional.empty() : Optional.of("/data/seed-5-round-2"));
  }

  @Test
  void finished_rounds_are_found_again() throws Exception {
    ResumeFile first = ResumeFile.open(file);
    first.add(round(1));
    first.add(round(2));
    ResumeFile again = ResumeFile.open(file);
    assertThat(again.dropped()).isEmpty();
    assertThat(again.played(5, 2, OPTIONS)).contains(round(2));
    assertThat(again.played(5, 3, OPTIONS)).isEmpty();
    assertThat(again.played(6, 2, OPTIONS)).isEmpty();
    assertThat(again.played(5, 2, "--small " + OPTIONS)).isEmpty();
  }

  @Test
  void a_last_line_that_was_cut_off_is_told_and_dropped() throws Exception {
    ResumeFile.open(file).add(round(1));
    String whole = Files.readString(file);
    Files.writeString(file, whole + whole.substring(0, 40));
    ResumeFile cut = ResumeFile.open(file);
    assertThat(cut.dropped())
        .contains(file + ": line 2 was cut off and is dropped; its round is played again");
    assertThat(cut.played(5, 1, OPTIONS)).isPresent();
    cut.add(round(2));
    assertThat(ResumeFile.open(file).played(5, 2, OPTIONS)).isPresent();
  }

  @Test
  void a_file_of_something_else_is_refused() throws Exception {
    Files.writeString(file, "{\"seed\":1}\nnothing\n");
    assertThatThrownBy(() -> ResumeFile.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": line 1 is no round of a campaign: name another file, or mend it");
  }

  @Test
  void a_failed_round_is_told_with_what_it_broke_and_how_to_play_it_again() {
    RoundRecord failed =
        round(
            2,
            new Inquiry.Broken(
                "GREEN_IS_PROVEN", "no green run lacks a proof", List.of(Map.of("run", "r7"))));
    assertThat(RoundText.lines(failed))
        .containsExactly(
            "round 2 of seed 5: BROKEN in 61 s; 3 strikes, 9 runs (6 mergeable, 0 blocked,"
                + " 0 undecided), 0 attempts, 0 leases expired, 0 offers lapsed, 0 recoveries",
            "  missed: KILL_ESPTOOL rack-1: it had no esptool within 6 s",
            "  NOT SO: no green run lacks a proof (GREEN_IS_PROVEN)",
            "    run=r7",
            "  its data is kept in /data/seed-5-round-2",
            "  play it again: ./farm chaos --seed 5 --round 2 --lease 5 --speed 10.0");
    assertThat(RoundText.table(List.of(round(1), failed), 120)).hasSize(4);
  }
}
