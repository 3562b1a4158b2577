package org.hilfarm.server.allure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;

/** A run with every kind of ending in it, and hostile words wherever a board may speak. */
final class SampleRun {
  static final String HOSTILE =
      "</script><img src=x onerror=alert(1)>\u001b[2J\u202etxt.exe &amp; https://evil.example"
          + " www.evil.example";

  static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  static final BoardTypeId MAGTAG = new BoardTypeId("adafruit_magtag_2.9_grayscale");
  static final ScriptId WATCHDOG = new ScriptId("watchdog/reset_bites");
  static final ScriptId HEAP = new ScriptId("heap/reload_keeps_heap");
  static final ScriptId SLEEP = new ScriptId("deep_sleep/time_alarm_wakes");
  static final ScriptId I2C = new ScriptId("i2c/target_answers");

  static final byte[] CONSOLE = ("boot " + HOSTILE + "\r\n>>> ").getBytes(StandardCharsets.UTF_8);

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Image IMAGE =
      new Image(
          PICO,
          ImageFormat.UF2,
          "pico.uf2",
          Sha256.of(new byte[] {1}),
          512,
          new Banner("10.2.0-demo", "2026-11-22", "Raspberry Pi Pico with rp2040"));

  private SampleRun() {}

  static ArtifactSource bytes() {
    return digest -> digest.equals(Sha256.of(CONSOLE)) ? Optional.of(CONSOLE) : Optional.empty();
  }

  static FinishedRun run(String id) {
    var script =
        new Script(
            WATCHDOG,
            "an unfed watchdog resets the board",
            Set.of(),
            Duration.ofSeconds(30),
            List.of("adafruit/circuitpython#5021", "not an issue"),
            List.of(),
            "import hil",
            Sha256.of(new byte[] {2}));
    return new FinishedRun(
        plan(id),
        List.of(firstAttempt(), secondAttempt(), neverFlashed()),
        List.of(),
        new Verdict.Blocked(
            List.of(
                new Reason(
                    Blame.FIRMWARE,
                    new Requirement(PICO, HEAP),
                    Optional.of(new BoardSerial("E6614103E7174F2C")),
                    "The heap shrank."),
                new Reason(
                    Blame.RACK,
                    new Requirement(MAGTAG, SLEEP),
                    Optional.empty(),
                    "No board of this type came back."))),
        Map.of(WATCHDOG, script),
        Map.of(PICO, Family.RP2040, MAGTAG, Family.ESP32S2),
        Optional.of(URI.create("http://localhost:8080/runs/" + id)));
  }

  private static RunPlan plan(String id) {
    return new RunPlan(
        new RunId(id),
        new SuiteId("pr"),
        new Build("PR 1 " + HOSTILE, List.of(IMAGE)),
        new TreeSet<>(
            List.of(
                new Requirement(PICO, WATCHDOG),
                new Requirement(PICO, HEAP),
                new Requirement(MAGTAG, WATCHDOG),
                new Requirement(MAGTAG, SLEEP))),
        List.of(
            new NotApplicable(
                new Requirement(PICO, I2C), "no slot of this type has the ability i2c-target")),
        List.of(),
        List.of(new PlannedJob(new JobId(id + "-1"), IMAGE, List.of(WATCHDOG, HEAP), Set.of())),
        "0123abc",
        false);
  }

  private static BoardReport firstAttempt() {
    return report(
        1,
        PICO,
        "E6614103E7174F2C",
        new FlashReport.Running(IMAGE.digest(), IMAGE.banner(), PICO, Duration.ofSeconds(2)),
        List.of(
            script(
                WATCHDOG,
                new Outcome.Failed(new Fault(FaultKind.DISCONNECTED, "USB left: " + HOSTILE)),
                10),
            script(HEAP, new Outcome.Skipped("no memory " + HOSTILE), 20)));
  }

  private static BoardReport secondAttempt() {
    return report(
        2,
        PICO,
        "E6614103E7174F2D",
        new FlashReport.Running(IMAGE.digest(), IMAGE.banner(), PICO, Duration.ofSeconds(2)),
        List.of(
            script(WATCHDOG, new Outcome.Passed(), 60),
            script(
                HEAP,
                new Outcome.Failed(new Fault(FaultKind.CHECK_FAILED, "heap_free fell.")),
                70)));
  }

  private static BoardReport neverFlashed() {
    var fault = new Fault(FaultKind.DRIVE_MISSING, "No drive came at 1-1.2 within 10 s.");
    return report(
        1,
        MAGTAG,
        "C7FD1A2B3C4D",
        new FlashReport.NotRunning(fault),
        List.of(
            new ScriptReport(
                WATCHDOG,
                new Outcome.NotRun(fault),
                List.of(),
                List.of(),
                List.of(),
                NOON,
                Duration.ZERO,
                Duration.ZERO)));
  }

  private static BoardReport report(
      int attempt, BoardTypeId type, String serial, FlashReport flash, List<ScriptReport> scripts) {
    return new BoardReport(
        new JobId("r1-" + (type.equals(PICO) ? 1 : 2)),
        attempt,
        new RackId("demo"),
        new BoardSerial(serial),
        type,
        flash,
        scripts,
        scripts.stream().flatMap(s -> s.resets().stream()).toList(),
        List.of(
            new Attachment("console", "text/plain", Sha256.of(CONSOLE), CONSOLE.length),
            new Attachment("page", "text/html", Sha256.of(CONSOLE), CONSOLE.length),
            new Attachment("lost", "text/plain", Sha256.of(new byte[] {9}), 7)),
        NOON,
        NOON.plusSeconds(90));
  }

  private static ScriptReport script(ScriptId id, Outcome outcome, long second) {
    Instant start = NOON.plusSeconds(second);
    var reset =
        new ResetRecord(
            2,
            start.plusSeconds(1),
            Stimulus.WATCHDOG_UNFED,
            new Witnesses(
                Optional.of(ResetReason.WATCHDOG),
                Optional.of(SafeModeReason.NONE),
                Optional.empty(),
                Optional.of("=HYPERLINK(\"x\") " + HOSTILE),
                Optional.of(start),
                Optional.of(start.plusMillis(800)),
                Optional.of(
                    new UartWords(
                        2,
                        Optional.of("0x40028200"),
                        Optional.of("Guru Meditation Error " + HOSTILE),
                        List.of("0x400d1231 in gc_collect", "0x400d2f0d"),
                        false)),
                Optional.of(new PowerCut(start.minusMillis(600), start.minusMillis(100))),
                Optional.of("Adafruit CircuitPython 10.2.1\nBoard ID:x\n" + HOSTILE)),
            Judgement.EXPECTED,
            "this family says WATCHDOG");
    return new ScriptReport(
        id,
        outcome,
        List.of(
            new Check("it answers", true, ""),
            new Check("it " + HOSTILE, outcome instanceof Outcome.Passed, HOSTILE)),
        List.of(
            new Measure(
                "heap_free", 120_000, "B", OptionalDouble.of(100_000), OptionalDouble.empty())),
        List.of(reset),
        start,
        Duration.ofMillis(1500),
        Duration.ofMillis(1400),
        Optional.of(
            HeapTrace.of(
                List.of(new HeapSample(0, HOSTILE, 1, 170_000, 900, OptionalLong.of(90_000))))),
        Optional.empty());
  }
}
