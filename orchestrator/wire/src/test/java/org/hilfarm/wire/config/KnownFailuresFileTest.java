package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.report.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFailuresFileTest extends ConfigFiles {
  private static final String FILE = "board-configs/known-failures.yaml";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final String SOUND =
      """
      known:
        - script: console/answers
          boards: [raspberry_pi_pico]
          owner: ann
          issue: https://github.com/adafruit/circuitpython/issues/7
          until: 2026-12-31
          fault: CHECK_FAILED
      """;

  KnownFailuresFileTest(@TempDir Path repository) {
    super(repository);
  }

  private List<String> told(String text) throws IOException {
    write(FILE, text);
    return Configs.check(repository, TODAY).stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void an_entry_is_read_whole() throws Exception {
    assertThat(told(SOUND)).isEmpty();
    assertThat(Configs.load(repository, TODAY).known())
        .singleElement()
        .satisfies(
            k -> {
              assertThat(k.boards()).containsExactly(new BoardTypeId("raspberry_pi_pico"));
              assertThat(k.fault()).contains(FaultKind.CHECK_FAILED);
              assertThat(k.inForce(LocalDate.of(2026, 12, 31))).isTrue();
              assertThat(k.inForce(LocalDate.of(2027, 1, 1))).isFalse();
              assertThat(k.words())
                  .isEqualTo(
                      "owner ann, https://github.com/adafruit/circuitpython/issues/7, until"
                          + " 2026-12-31");
            });
  }

  @Test
  void a_family_stands_for_its_types_of_board() throws Exception {
    write(FILE, SOUND.replace("boards: [raspberry_pi_pico]", "families: [rp2040]"));
    assertThat(Configs.load(repository, TODAY).known().getFirst().boards())
        .containsExactly(new BoardTypeId("raspberry_pi_pico"));
  }

  @Test
  void a_farm_that_knows_none_is_well() throws Exception {
    assertThat(told("known: []\n")).isEmpty();
    assertThat(Configs.load(repository, TODAY).known()).isEmpty();
  }

  @Test
  void all_that_is_missing_or_unknown_is_told_at_once() throws Exception {
    assertThat(told("known:\n  - script: console/nothing\n    fault: DISCONNECTED\n"))
        .hasSize(6)
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains(FILE)
                    .contains("known[0].script")
                    .contains("no script console/nothing; there is no test-scripts/console"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains("known[0].boards")
                    .contains("is missing, and so is families: say on which it fails"))
        .anySatisfy(p -> assertThat(p).contains("known[0].owner").contains("is missing"))
        .anySatisfy(p -> assertThat(p).contains("known[0].issue").contains("is missing"))
        .anySatisfy(p -> assertThat(p).contains("known[0].until").contains("is missing"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .contains("known[0].fault")
                    .contains("DISCONNECTED is no fault of the firmware's or a script's, and is"));
  }

  @Test
  void dates_long_past_or_far_ahead_and_what_is_no_date_are_refused() throws Exception {
    assertThat(told(SOUND.replace("2026-12-31", "2026-08-23"))).isEmpty();
    assertThat(told(SOUND.replace("2026-12-31", "2026-08-22")))
        .singleElement()
        .asString()
        .contains(
            "2026-08-22 is more than a release (92 days) ago: take the entry out, or see to its"
                + " issue and say a new date");
    assertThat(told(SOUND.replace("2026-12-31", "2028-01-01")))
        .singleElement()
        .asString()
        .contains("2028-01-01 is more than a year ahead: nobody would look at it again");
    assertThat(told(SOUND.replace("2026-12-31", "soon")))
        .singleElement()
        .asString()
        .contains("must be a date such as 2027-03-31, not \"soon\"");
  }

  @Test
  void an_issue_must_be_an_address() throws Exception {
    assertThat(told(SOUND.replace("https://github.com/adafruit/circuitpython/issues/7", "seven")))
        .singleElement()
        .asString()
        .contains("must be the address of an issue, such as https://github.com/");
    assertThat(told(SOUND.replace("https:", "javascript:"))).hasSize(1);
  }

  @Test
  void a_pair_is_known_once() throws Exception {
    String twice =
        SOUND
            + SOUND
                .replace("known:\n", "")
                .replace("boards: [raspberry_pi_pico]", "families: [rp2040]");
    assertThat(told(twice))
        .singleElement()
        .asString()
        .contains("known[1].script")
        .contains("console/answers on raspberry_pi_pico is in known[0] already");
  }

  @Test
  void an_unknown_key_board_or_family_is_told() throws Exception {
    assertThat(told(SOUND.replace("boards: [raspberry_pi_pico]", "boards: [pico]\n    because: x")))
        .anySatisfy(p -> assertThat(p).contains("no board type pico; there is no"))
        .anySatisfy(p -> assertThat(p).contains("is no key that is known here"));
    assertThat(told(SOUND.replace("boards: [raspberry_pi_pico]", "families: [z80]")))
        .singleElement()
        .asString()
        .contains("must be one of esp32s2, nrf52840, rp2040");
  }

  @Test
  void more_than_two_hundred_are_too_many() throws Exception {
    String entries =
        IntStream.range(0, 201)
            .mapToObj(i -> SOUND.replace("known:\n", ""))
            .collect(Collectors.joining());
    assertThat(told("known:\n" + entries))
        .anySatisfy(p -> assertThat(p).contains("has 201 entries; at most 200 are taken"));
  }
}
