package org.hilfarm.drivers.script;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/**
 * The way from one run of code.py to the next without a reset: through a pretended sleep, or a
 * reload. What the supervisor says meanwhile (main.c) is counted. One thread.
 */
final class Passage {
  private static final String PRETENDS =
      "Pretending to deep sleep until alarm, CTRL-C or file write.";

  /** What may be said on the way; the last is the next phase's first record, which is left. */
  private static final Pattern SIGHTS =
      Pattern.compile(
          "(?<stop>Code stopped by auto-reload)|(?<reboot>soft reboot)|(?<woken>Woken up by alarm)"
              + "|(?<reload>ReloadException)|(?<prompt>>>> )|(?=\u001e[^\n]*\n)");

  /** CIRCUITPY_AUTORELOAD_DELAY_MS (supervisor/shared/reload.h). */
  private static final Duration QUIET = Duration.ofMillis(750);

  /** By so much later than the board the host may know that its save is done. */
  private static final Duration HOST_IS_LATE = Duration.ofMillis(100);

  private final Seat seat;
  private final Phase phase;
  private final HostSaw saw;
  private final Deadline deadline;
  private final Console console;
  private int stops;
  private int reboots;
  private int wakings;
  private int texts;
  private boolean prompt;
  private long rebootAt;

  Passage(Seat seat, Phase phase, HostSaw saw, Deadline deadline)
      throws SessionException, InterruptedException {
    this.seat = seat;
    this.phase = phase;
    this.saw = saw;
    this.deadline = deadline;
    this.console = seat.attached(deadline).console();
  }

  /** Sees the board into its pretended sleep, does the acts, and sees it out again. */
  Optional<Fault> sleep(Cues cues) throws IOException, InterruptedException {
    boolean pretends =
        console.look(Pattern.compile(PRETENDS, Pattern.LITERAL), deadline).isPresent();
    if (!saw.check("it pretends to sleep", pretends, pretends ? "" : console.seenLast())) {
      return Optional.of(failed("it never said that it pretends to sleep"));
    }
    cues.finish();
    String ending = ending();
    boolean goesOn = cues.fault().isEmpty() && untilNextStart(true);
    if (!saw.check(
        ending + " ends the pretended sleep", goesOn, goesOn ? "" : console.seenLast())) {
      return cues.fault().or(() -> Optional.of(failed(ending + " did not end its sleep")));
    }
    saw.count("wake_messages", wakings, ending.equals("the alarm") ? 1 : 0);
    saw.count("soft_reboots", reboots, 0);
    saw.check("only a key leads to the prompt", prompt == ending.equals("a key"), "");
    return Optional.empty();
  }

  /** What has to end the sleep: the last act that can. */
  private String ending() {
    String ending = "the alarm";
    for (Act act : phase.acts()) {
      ending =
          switch (act) {
            case Act.Key key -> key.key() == 4 ? "Ctrl-D" : "a key";
            case Act.Type type -> "a key";
            case Act.Save save -> "a file write";
            case Act.Remove remove -> "a file write";
            case Act.Ready r -> ending;
            case Act.Rest r -> ending;
            case Act.PowerCycle p -> ending;
            case Act.PressReset p -> ending;
            case Act.Echo e -> ending;
            case Act.See s -> ending;
            case Act.Pin p -> "the alarm";
          };
    }
    return ending;
  }

  /** Does the acts while the code runs, and sees it stopped and started again, once. */
  Optional<Fault> reload(Cues cues) throws IOException, InterruptedException {
    cues.finish();
    if (cues.fault().isPresent()) {
      return cues.fault();
    }
    long saved = seat.bench().time().nanos();
    if (!untilNextStart(false)) {
      saw.count("stop_messages", stops, saves() ? 1 : 0);
      return Optional.of(failed("its code was not started anew"));
    }
    saw.count("stop_messages", stops, saves() ? 1 : 0);
    saw.count("soft_reboots", reboots, 1);
    saw.count("reload_texts", texts, 0);
    if (saves()) {
      quiet(saved);
    }
    return Optional.empty();
  }

  /** The board waits until its drive is quiet; the host may hear late that its save is done. */
  private void quiet(long saved) {
    Duration late = seat.bench().time().toBoard(HOST_IS_LATE);
    double least = Math.max(0, QUIET.minus(late).toMillis() / 1000.0);
    double quiet = Math.round((rebootAt - saved) / 1e6) / 1000.0;
    saw.measure(
        "quiet_before_reload", quiet, "s", OptionalDouble.of(least), OptionalDouble.empty());
  }

  private boolean saves() {
    return phase.acts().stream().anyMatch(a -> a instanceof Act.Save);
  }

  /** Counts what is said until the next phase's first record; false where that never comes. */
  private boolean untilNextStart(boolean leavePrompt) throws IOException, InterruptedException {
    while (true) {
      Optional<MatchResult> sight = console.look(SIGHTS, deadline);
      if (sight.isEmpty()) {
        return false;
      }
      MatchResult seen = sight.get();
      if (seen.group().isEmpty()) {
        return true;
      }
      count(seen);
      if (seen.group("prompt") != null && leavePrompt && !prompt) {
        prompt = true;
        console.send("\u0004", deadline); // the next phase is the code.py that this starts
      }
    }
  }

  private void count(MatchResult seen) {
    stops += seen.group("stop") == null ? 0 : 1;
    wakings += seen.group("woken") == null ? 0 : 1;
    texts += seen.group("reload") == null ? 0 : 1;
    if (seen.group("reboot") != null) {
      reboots++;
      rebootAt = rebootAt == 0 ? seat.bench().time().nanos() : rebootAt;
    }
  }

  private Fault failed(String what) {
    return new Fault(
        FaultKind.CHECK_FAILED,
        "%s, phase %s, within %d s of board time: %s; seen last: %s"
            .formatted(
                seat.bench().name(),
                phase.run(),
                phase.within().toSeconds(),
                what,
                console.seenLast()));
  }
}
