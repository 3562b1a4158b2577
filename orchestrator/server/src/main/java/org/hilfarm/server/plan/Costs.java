package org.hilfarm.server.plan;

import java.time.Duration;
import java.util.Map;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;

/**
 * How long things are thought to take; only the split into jobs and what is said of the queue
 * depend on it, never what is required.
 *
 * @param flash from lease to proven image, by way of flashing
 * @param seen how long scripts took before; one that was never seen is taken as a third of its
 *     budget
 */
public record Costs(Map<FlashMethod, Duration> flash, Map<ScriptId, Duration> seen) {
  private static final Duration UNKNOWN_FLASH = Duration.ofSeconds(20);

  public Costs {
    flash = Map.copyOf(flash);
    seen = Map.copyOf(seen);
  }

  /** Before anything was measured: a megabyte and a half at each way's usual speed. */
  public static Costs guessed() {
    return new Costs(
        Map.of(
            FlashMethod.ESPTOOL, Duration.ofSeconds(25),
            FlashMethod.TINYUF2, Duration.ofSeconds(20),
            FlashMethod.NRF_UF2, Duration.ofSeconds(20),
            FlashMethod.BOOTSEL, Duration.ofSeconds(12)),
        Map.of());
  }

  Duration flashing(FlashMethod method) {
    return flash.getOrDefault(method, UNKNOWN_FLASH);
  }

  Duration running(Script script) {
    return seen.getOrDefault(script.id(), script.timeout().dividedBy(3));
  }

  /** From lease to report. */
  public Duration of(PlannedJob job, RunInputs inputs) {
    Duration flash = flashing(inputs.type(job.image().boardType()).flash());
    return job.scripts().stream()
        .map(inputs::script)
        .map(this::running)
        .reduce(flash, Duration::plus);
  }
}
