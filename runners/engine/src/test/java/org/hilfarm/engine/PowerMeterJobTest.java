package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.PowerStretch;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.board.Draw;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What boards draw in their sleeps, from the board's program over the meter to the report. */
class PowerMeterJobTest {
  private static final ScriptId SCRIPT = new ScriptId("deep_sleep/currents_in_order");

  private final Path folder;

  PowerMeterJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void every_sleep_is_measured_in_its_right_order(Family family) throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, slot(family), VirtualRackOptions.real().withRate(10))) {
      JobResult result =
          new BoardJob()
              .perform(
                  bench.work("10.2.1", Variant.GOOD, bench.scripts(List.of(SCRIPT))),
                  p -> {},
                  () -> false);
      ScriptReport report = result.report().scripts().getFirst();
      assertThat(report.outcome()).as(Log.of(result)).isEqualTo(new Outcome.Passed());
      Map<String, Double> currents =
          report.measures().stream().collect(Collectors.toMap(Measure::name, Measure::value));
      assertDrawn(currents, "running_current", Draw.RUNNING, family);
      assertDrawn(currents, "time_sleep_current", Draw.IDLE, family);
      assertDrawn(currents, "light_sleep_current", Draw.LIGHT_SLEEP, family);
      assertDrawn(currents, "deep_sleep_current", Draw.DEEP_SLEEP, family);
      assertThat(report.power().orElseThrow().stretches())
          .extracting(PowerStretch::phase)
          .containsExactly("wait", "light", "deep");
    }
  }

  @Test
  void a_meter_that_is_not_there_is_the_rack_s_fault() throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, "pico", VirtualRackOptions.real().withRate(10))) {
      Files.delete(bench.rack().root().resolve("dev/serial/by-id/ppk2-pico"));
      JobResult result =
          new BoardJob()
              .perform(
                  bench.work("10.2.1", Variant.GOOD, bench.scripts(List.of(SCRIPT))),
                  p -> {},
                  () -> false);
      Outcome outcome = result.report().scripts().getFirst().outcome();
      assertThat(outcome).as(Log.of(result)).isInstanceOf(Outcome.Failed.class);
      Fault fault = ((Outcome.Failed) outcome).fault();
      assertThat(fault.kind()).isEqualTo(FaultKind.WIRING_WRONG);
      assertThat(fault.text())
          .startsWith("the power meter of raspberry_pi_pico E6614103E7174D23 at port 1-1.5")
          .endsWith("ppk2-pico: it is not there");
    }
  }

  private static void assertDrawn(
      Map<String, Double> currents, String name, Draw draw, Family family) {
    double due = draw.microamps(family);
    assertThat(currents.get(name)).as(name).isBetween(0.9 * due, 1.1 * due);
  }

  private static String slot(Family family) {
    return switch (family) {
      case ESP32S2 -> "feather-s2";
      case NRF52840 -> "feather-nrf";
      case RP2040 -> "pico";
    };
  }
}
