package org.hilfarm.drivers.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.Witnesses;
import org.junit.jupiter.api.Test;

class WeighingTest {
  private static final String GOOD_CHECK =
      "\"is\":\"check\",\"what\":\"holds\",\"ok\":true,\"detail\":\"\"";
  private static final String BAD_CHECK =
      "\"is\":\"check\",\"what\":\"holds\",\"ok\":false,\"detail\":\"7\"";
  private static final String BAD_MEASURE =
      "\"is\":\"measure\",\"name\":\"heap_slope\",\"value\":-2048.5,\"unit\":\"B\",\"min\":-16";

  @Test
  void everything_there_and_right_is_a_pass() {
    assertThat(weigh(List.of(), phase(GOOD_CHECK, end(2)))).isEqualTo(new Outcome.Passed());
  }

  @Test
  void a_lost_closing_record_is_no_pass_and_the_racks() {
    assertThat(kind(weigh(List.of(), phase(GOOD_CHECK)))).isEqualTo(FaultKind.RECORDS_LOST);
  }

  @Test
  void one_phase_without_records_spoils_the_others() {
    assertThat(
            kind(
                weigh(
                    List.of(),
                    phase(GOOD_CHECK, end(2)),
                    PhaseOutcome.ended(new RecordStream("abc")))))
        .isEqualTo(FaultKind.RECORDS_LOST);
  }

  @Test
  void failed_checks_and_measures_are_named_with_what_was_seen() {
    Outcome outcome = weigh(List.of(), phase(BAD_CHECK, BAD_MEASURE, end(3)));
    assertThat(((Outcome.Failed) outcome).fault())
        .isEqualTo(
            new Fault(
                FaultKind.CHECK_FAILED,
                "raspberry_pi_pico E660000000000001 at port 1-1.1 (slot s1): holds: no, but 7;"
                    + " heap_slope is -2048.50 B, outside -16 to anything"));
  }

  @Test
  void where_the_wiring_is_wrong_a_failed_check_says_nothing() {
    String wiring = "\"is\":\"wiring\",\"what\":\"SDA is pulled up\",\"ok\":false,\"detail\":\"\"";
    Outcome outcome = weigh(List.of(), phase(wiring, BAD_CHECK, end(3)));
    assertThat(((Outcome.Failed) outcome).fault())
        .isEqualTo(
            new Fault(
                FaultKind.WIRING_WRONG,
                "the wiring of raspberry_pi_pico E660000000000001 at port 1-1.1 (slot s1) is not as"
                    + " described: SDA is pulled up: no. Look at the target, its power and the"
                    + " pull-ups."));
  }

  @Test
  void an_unexpected_reset_counts_before_a_failed_check_and_lost_records() {
    Outcome outcome = weigh(List.of(reset(Judgement.UNEXPECTED)), phase(BAD_CHECK));
    assertThat(kind(outcome)).isEqualTo(FaultKind.UNEXPECTED_RESET);
  }

  @Test
  void a_contradiction_counts_before_an_unexpected_reset() {
    Outcome outcome =
        weigh(
            List.of(reset(Judgement.UNEXPECTED), reset(Judgement.CONTRADICTION)),
            phase(GOOD_CHECK, end(2)));
    assertThat(kind(outcome)).isEqualTo(FaultKind.CONTRADICTORY_RESET);
  }

  @Test
  void a_board_that_lost_its_power_is_no_evidence_against_the_firmware() {
    PhaseOutcome lost =
        PhaseOutcome.failed(new RecordStream("abc"), new Fault(FaultKind.DISCONNECTED, "cable"));
    assertThat(kind(weigh(List.of(reset(Judgement.UNEXPECTED)), lost)))
        .isEqualTo(FaultKind.DISCONNECTED);
  }

  @Test
  void a_missing_reset_counts_before_everything() {
    PhaseOutcome missing =
        PhaseOutcome.failed(
            phase(BAD_CHECK).records(), new Fault(FaultKind.MISSING_RESET, "none came"));
    assertThat(kind(weigh(List.of(), missing))).isEqualTo(FaultKind.MISSING_RESET);
  }

  @Test
  void an_exception_is_the_scripts() {
    Outcome outcome =
        weigh(
            List.of(),
            phase(
                "\"is\":\"raised\",\"type\":\"NameError\",\"detail\":\"name 'x' isn't defined\""));
    assertThat(((Outcome.Failed) outcome).fault().toString())
        .startsWith("SCRIPT_RAISED: ")
        .endsWith("NameError: name 'x' isn't defined");
  }

  @Test
  void a_skip_is_a_skip_and_not_a_pass() {
    assertThat(weigh(List.of(), phase("\"is\":\"skip\",\"reason\":\"no target\"", end(2))))
        .isEqualTo(new Outcome.Skipped("no target"));
  }

  private static PhaseOutcome phase(String... bodies) {
    RecordStream stream = new RecordStream("abc");
    feed(stream, 0, "\"is\":\"start\",\"phase\":\"p\",\"round\":0");
    for (int i = 0; i < bodies.length; i++) {
      feed(stream, i + 1, bodies[i]);
    }
    return PhaseOutcome.ended(stream);
  }

  private static void feed(RecordStream stream, int number, String body) {
    stream.feed(
        ("\u001e{\"n\":" + number + ",\"k\":\"abc\"," + body + "}\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static String end(int number) {
    return "\"is\":\"end\",\"how\":\"done\",\"count\":" + (number + 1);
  }

  private static ResetRecord reset(Judgement judgement) {
    return new ResetRecord(
        1, Instant.EPOCH, Stimulus.DEEP_SLEEP, Witnesses.none(), judgement, "why");
  }

  private static Outcome weigh(List<ResetRecord> resets, PhaseOutcome... phases) {
    return new Weighing(Samples.bench(Path.of("/")), List.of(phases), resets)
        .outcome(Optional.empty());
  }

  private static FaultKind kind(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault().kind();
  }
}
