package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.hilfarm.engine.BoardJob;
import org.hilfarm.engine.JobInput;
import org.hilfarm.engine.JobResult;
import org.hilfarm.engine.Log;
import org.hilfarm.engine.VirtualBench;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.demo.Symptom;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every symptom's script is red on firmware that has it, its report says why, and it is green on
 * firmware that has not.
 */
class SymptomsTest {
  /** A board that stays away proves nothing alone: the baseline on the same board does. */
  private static final Set<Symptom> LEFT_TO_A_CONTROL =
      EnumSet.of(Symptom.BOOT_PY_LOOPS, Symptom.USB_MISSES_A_START);

  private static final VirtualRackOptions FAST = VirtualRackOptions.real().withRate(10);

  private final Path folder;

  SymptomsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource(Symptom.class)
  void firmware_with_the_symptom_is_blamed_by_its_script_and_in_its_report(Symptom symptom)
      throws Exception {
    Map<Family, Performed> all =
        perform(symptom.families(), Variant.of(symptom), f -> List.of(symptom.script()));
    for (var one : all.entrySet()) {
      Fault fault = blamed(symptom, one.getKey(), one.getValue().result());
      var report =
          new SymptomReport(
              folder.resolve("report-" + one.getKey()),
              one.getValue().input(),
              one.getValue().result());
      report.tellsTheCause(fault);
      report.hasTheLedger();
      report.hasItsPictures();
    }
  }

  private record Performed(JobInput input, JobResult result) {}

  private static Fault blamed(Symptom symptom, Family family, JobResult result) {
    Outcome outcome = result.report().scripts().getFirst().outcome();
    assertThat(outcome).as("%s: %s", family, Log.of(result)).isInstanceOf(Outcome.Failed.class);
    Fault fault = ((Outcome.Failed) outcome).fault();
    FaultKind kind = fault.kind();
    if (LEFT_TO_A_CONTROL.contains(symptom)) {
      assertThat(kind).as("%s: %s", family, Log.of(result)).isEqualTo(FaultKind.NO_ANSWER);
    } else {
      assertThat(kind.blame())
          .as("%s: %s: %s", family, kind, Log.of(result))
          .isEqualTo(Blame.FIRMWARE);
    }
    return fault;
  }

  @Test
  void good_firmware_passes_the_scripts_of_all_symptoms() throws Exception {
    Map<Family, Performed> all =
        perform(EnumSet.allOf(Family.class), Variant.GOOD, SymptomsTest::scripts);
    all.forEach(
        (family, one) ->
            assertThat(one.result().report().scripts())
                .as("%s: %s", family, Log.of(one.result()))
                .hasSameSizeAs(scripts(family))
                .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed())));
  }

  private static List<ScriptId> scripts(Family family) {
    return Arrays.stream(Symptom.values())
        .filter(s -> s.families().contains(family))
        .map(Symptom::script)
        .distinct()
        .toList();
  }

  /** One board of each family at once. */
  private Map<Family, Performed> perform(
      Set<Family> families, Variant variant, Function<Family, List<ScriptId>> scripts)
      throws Exception {
    Map<Family, Future<Performed>> running = new EnumMap<>(Family.class);
    Map<Family, Performed> results = new EnumMap<>(Family.class);
    try (ExecutorService threads = Executors.newFixedThreadPool(families.size())) {
      for (Family family : families) {
        running.put(family, threads.submit(() -> perform(family, variant, scripts.apply(family))));
      }
      for (Family family : running.keySet()) {
        results.put(family, running.get(family).get());
      }
    }
    return results;
  }

  private Performed perform(Family family, Variant variant, List<ScriptId> scripts)
      throws Exception {
    Path own = Files.createDirectories(folder.resolve(slot(family)));
    try (VirtualBench bench = new VirtualBench(own, slot(family), FAST)) {
      JobInput input = bench.work("10.2.1", variant, bench.scripts(scripts));
      return new Performed(input, new BoardJob().perform(input, p -> {}, () -> false));
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
