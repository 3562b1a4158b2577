package org.hilfarm.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class JsonTest {
  private static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  private static final Image IMAGE =
      new Image(
          PICO,
          ImageFormat.UF2,
          "pico.uf2",
          Sha256.of(new byte[] {1}),
          512,
          new Banner("10.2.0", "2026-11-22", "Raspberry Pi Pico with rp2040"));

  @Test
  void a_plan_survives_the_wire() throws Exception {
    var pair = new Requirement(PICO, new ScriptId("watchdog/reset_bites"));
    var job =
        new PlannedJob(
            new JobId("r1-1"), IMAGE, List.of(pair.script()), Set.of(new Ability("watchdog")));
    var plan =
        new RunPlan(
            new RunId("r1"),
            new SuiteId("pr"),
            new Build("PR 1", List.of(IMAGE)),
            new TreeSet<>(List.of(pair)),
            List.of(),
            List.of(),
            List.of(job),
            "abc",
            true);
    assertThat(Json.read(Json.write(plan), RunPlan.class)).isEqualTo(plan);
  }

  @Test
  void ids_are_plain_strings_and_sealed_types_say_what_they_are() {
    assertThat(Json.write(PICO)).isEqualTo("\"raspberry_pi_pico\"");
    assertThat(Json.write(new Outcome.Failed(new Fault(FaultKind.CHECK_FAILED, "no"))))
        .isEqualTo("{\"is\":\"failed\",\"fault\":{\"kind\":\"CHECK_FAILED\",\"text\":\"no\"}}");
  }

  @Test
  void leases_flash_reports_and_verdicts_survive_the_wire() throws Exception {
    var lease =
        new Lease(
            new LeaseToken(7),
            new JobId("r1-1"),
            1,
            new RackId("demo"),
            new BoardSerial("E66"),
            Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(Json.read(Json.write(lease), Lease.class)).isEqualTo(lease);
    FlashReport flash =
        new FlashReport.Running(
            IMAGE.digest(), IMAGE.banner(), PICO, java.time.Duration.ofMillis(1234));
    assertThat(Json.read(Json.write(flash), FlashReport.class)).isEqualTo(flash);
    Verdict verdict =
        new Verdict.Blocked(
            List.of(
                new Reason(
                    FaultKind.CHECK_FAILED.blame(),
                    new Requirement(PICO, new ScriptId("a/b")),
                    Optional.empty(),
                    "why")));
    assertThat(Json.read(Json.write(verdict), Verdict.class)).isEqualTo(verdict);
  }

  @Test
  void what_is_no_id_is_refused_where_it_is_read() {
    assertThatThrownBy(() -> Json.read("\"../etc\"", BoardTypeId.class))
        .hasMessageContaining("not a valid board id: \"../etc\"");
  }

  @Test
  void endless_nesting_is_refused() {
    assertThatThrownBy(() -> Json.read("[".repeat(100_000), Object.class))
        .hasMessageContaining("nesting depth");
  }

  @Test
  void what_was_written_before_there_was_a_second_firmware_is_circuitpythons() throws Exception {
    Banner banner = new Banner("10.2.0", "2026-11-22", "Raspberry Pi Pico with rp2040");
    String old =
        "{\"version\":\"10.2.0\",\"date\":\"2026-11-22\",\"machine\":\"Raspberry Pi Pico with"
            + " rp2040\"}";
    assertThat(Json.read(old, Banner.class)).isEqualTo(banner);
    Banner other = new Banner("v1.25.0", "2025-04-15", "Pico with RP2040", Firmware.MICROPYTHON);
    assertThat(Json.read(Json.write(other), Banner.class)).isEqualTo(other);
    assertThatThrownBy(() -> Json.read(old.replace("}", ",\"firmware\":\"LUA\"}"), Banner.class))
        .hasMessageContaining("no firmware the farm knows");
  }

  @ParameterizedTest
  @NullSource
  @EnumSource(Firmware.class)
  void a_script_stays_one_for_its_firmware_or_for_any(@Nullable Firmware only) throws Exception {
    Script script =
        new Script(
            new ScriptId("gpio/counts"),
            "it counts",
            Set.of(),
            Duration.ofSeconds(5),
            List.of(),
            List.of(),
            "print()",
            Sha256.of(new byte[0]),
            Optional.ofNullable(only));
    assertThat(Json.read(Json.write(script), Script.class)).isEqualTo(script);
  }
}
