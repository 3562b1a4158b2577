package org.hilfarm.wire.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Via;

/** What must hold between a script's phases, so that each can end the way it says. */
final class PhaseRules {
  private PhaseRules() {}

  /** Each rule that is broken, in words. */
  static List<String> broken(List<Phase> phases, Optional<Firmware> firmware) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      firmware(phase, firmware).ifPresent(rules::add);
      way(phase).ifPresent(rules::add);
      acts(phase).ifPresent(rules::add);
      boolean more = i + 1 < phases.size() && phases.get(i + 1).via() == Via.CODE_PY;
      next(phase, more).ifPresent(rules::add);
    }
    return rules;
  }

  private static Optional<String> firmware(Phase phase, Optional<Firmware> only) {
    boolean fits = phase.via() == Via.REPL || only.equals(Optional.of(Firmware.CIRCUITPYTHON));
    return unless(
        fits,
        "via = \"%s\" is CircuitPython's; phase %s of a script for %s must run over the REPL"
            .formatted(
                phase.via() == Via.PROMPT ? "prompt" : "code.py",
                phase.run(),
                only.map(Firmware::title).orElse("any firmware")));
  }

  private static Optional<String> way(Phase phase) {
    boolean fits =
        switch (phase.ends()) {
          case DONE -> true;
          case RESET -> phase.via() != Via.PROMPT;
          case SLEEP, RELOAD, POWER -> phase.via() == Via.CODE_PY;
        };
    return unless(
        fits,
        "phase %s cannot end with %s that way: see via"
            .formatted(phase.run(), Readers.dashed(phase.ends())));
  }

  private static Optional<String> acts(Phase phase) {
    boolean cycles = phase.acts().stream().anyMatch(a -> a instanceof Act.PowerCycle);
    String run = phase.run();
    return switch (phase.ends()) {
      case RESET -> phase.usbDataCut().isZero() ? ofReset(phase) : ofCut(phase);
      case RELOAD ->
          unless(
              !phase.acts().isEmpty() && !cycles && !phase.acts().contains(new Act.PressReset()),
              "phase " + run + " ends with reload, so an act must end it");
      case POWER ->
          unless(
              cycles && phase.acts().size() == 1,
              "phase " + run + " ends with power, so power-cycle must be its one act");
      case DONE, SLEEP ->
          unless(
              !cycles && !phase.acts().contains(new Act.PressReset()),
              "phase "
                  + run
                  + (cycles
                      ? " must end with power to be power cycled"
                      : " must end with reset for its button to be pressed"));
    };
  }

  private static Optional<String> ofReset(Phase phase) {
    return unless(
        phase.acts().isEmpty() || phase.acts().equals(List.of(new Act.PressReset())),
        "phase " + phase.run() + " ends in a reset: press-reset is the one act it may take");
  }

  /** Nothing reaches a board's console while its USB is cut. */
  private static Optional<String> ofCut(Phase phase) {
    return unless(
        phase.acts().stream().allMatch(a -> a instanceof Act.Rest || a instanceof Act.Pin),
        "phase " + phase.run() + " is without USB: rest and pin are the acts it may take");
  }

  private static Optional<String> next(Phase phase, boolean more) {
    boolean due = phase.ends() == Ends.SLEEP || phase.ends() == Ends.RELOAD;
    if (phase.ends() == Ends.POWER) {
      return unless(!more, "phase " + phase.run() + " loses its power: no code.py can follow it");
    }
    return unless(
        !due || more,
        "phase %s ends with %s, so a phase via = \"code.py\" must follow"
            .formatted(phase.run(), Readers.dashed(phase.ends())));
  }

  private static Optional<String> unless(boolean holds, String rule) {
    return holds ? Optional.empty() : Optional.of(rule);
  }
}
