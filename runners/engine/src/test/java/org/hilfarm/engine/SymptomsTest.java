package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.demo.Symptom;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every symptom's script is red on firmware that has it and green on firmware that has not. */
class SymptomsTest {
  /** A board that stays away proves nothing alone: the baseline on the same board does. */
  private static final Set<Symptom> LEFT_TO_A_CONTROL =
      EnumSet.of(Symptom.BOOT_PY_LOOPS, Symptom.USB_MISSES_A_START);

  private static final VirtualRackOptions FAST = VirtualRackOptions.real().withRate(10);

  private final Path folder;

  SymptomsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> symptoms() {
    return Arrays.stream(Symptom.values())
        .flatMap(s -> s.families().stream().sorted().map(f -> Arguments.of(s, f)));
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void firmware_with_the_symptom_is_blamed_by_its_script(Symptom symptom, Family family)
      throws Exception {
    JobResult result = perform(family, Variant.of(symptom), List.of(symptom.script()));
    ScriptReport report = result.report().scripts().getFirst();
    assertThat(report.outcome()).as(Log.of(result)).isInstanceOf(Outcome.Failed.class);
    FaultKind kind = ((Outcome.Failed) report.outcome()).fault().kind();
    if (LEFT_TO_A_CONTROL.contains(symptom)) {
      assertThat(kind).as(Log.of(result)).isEqualTo(FaultKind.NO_ANSWER);
    } else {
      assertThat(kind.blame()).as(Log.of(result)).isEqualTo(Blame.FIRMWARE);
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void good_firmware_passes_the_scripts_of_all_symptoms(Family family) throws Exception {
    List<ScriptId> scripts =
        Arrays.stream(Symptom.values())
            .filter(s -> s.families().contains(family))
            .map(Symptom::script)
            .distinct()
            .toList();
    JobResult result = perform(family, Variant.GOOD, scripts);
    assertThat(result.report().scripts())
        .as(Log.of(result))
        .hasSameSizeAs(scripts)
        .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
  }

  private JobResult perform(Family family, Variant variant, List<ScriptId> scripts)
      throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, slot(family), FAST)) {
      return new BoardJob()
          .perform(bench.work("10.2.1", variant, bench.scripts(scripts)), p -> {}, () -> false);
    }
  }

  private static String slot(Family family) {
    return switch (family) {
      case ESP32S2 -> "feather-s2";
      case NRF52840 -> "feather-nrf";
      case RP2040 -> "pico";
    };
  }
}
