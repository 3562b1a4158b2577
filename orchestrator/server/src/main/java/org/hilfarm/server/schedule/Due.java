package org.hilfarm.server.schedule;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.server.postgres.FireRow;
import org.hilfarm.server.postgres.ScheduleRow;

/**
 * A fire, by its moment: however it is told, and however often, it is the same one.
 *
 * @param schedule as it stands
 * @param at the moment
 * @param how it came about
 * @param missed how many earlier moments it stands for too
 */
record Due(Schedule schedule, Instant at, How how, int missed) {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /** How a fire came about. */
  enum How {
    DUE("due"),
    CATCH_UP("catch-up"),
    RECOVERED("recovered"),
    ASKED("asked");

    private final String word;

    How(String word) {
      this.word = word;
    }
  }

  /**
   * A moment that passed while no orchestrator ran is told with the time at which that was noticed:
   * it is the latest of the schedule's moments before, and stands for all others that were missed.
   */
  static Due of(Fire fire, ScheduleRow row) {
    Schedule schedule = row.schedule();
    if (fire.asked()) {
      return new Due(schedule, fire.at(), How.ASKED, 0);
    }
    Times times = Times.of(schedule);
    Instant at = times.latest(fire.at()).orElse(fire.at());
    if (at.equals(fire.at())) {
      return new Due(schedule, at, fire.recovered() ? How.RECOVERED : How.DUE, 0);
    }
    return new Due(schedule, at, How.CATCH_UP, times.between(row.considered(), at));
  }

  boolean asked() {
    return how == How.ASKED;
  }

  /** By the schedule's own clocks. */
  String local() {
    return "%s %s".formatted(LOCAL.format(at.atZone(schedule.zone())), schedule.zone());
  }

  /** What people call the run. */
  String runName(String build) {
    return "%s %s%s, %s".formatted(schedule.id(), local(), note(), build);
  }

  /** What is not as usual about it. */
  String note() {
    return switch (how) {
      case DUE -> "";
      case CATCH_UP ->
          missed == 0 ? ", catch-up" : ", catch-up for this and %d more".formatted(missed);
      case RECOVERED -> ", made up after its orchestrator stopped";
      case ASKED -> ", asked for";
    };
  }

  FireRow became(RunId run) {
    return new FireRow(at, how.word, missed, Optional.of(run), Optional.empty(), Optional.empty());
  }

  FireRow failed(String problem) {
    return new FireRow(
        at, how.word, missed, Optional.empty(), Optional.empty(), Optional.of(problem));
  }
}
