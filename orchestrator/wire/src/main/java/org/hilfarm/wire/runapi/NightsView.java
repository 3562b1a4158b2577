package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.ScriptId;

/**
 * A schedule's latest run beside those before it.
 *
 * @param schedule which
 * @param nights finished runs, the latest first
 * @param changes scripts that did not end the same each night
 * @param courses measures over the nights, those that moved most for their size first
 */
public record NightsView(
    ScheduleId schedule, List<Night> nights, List<Change> changes, List<Course> courses) {
  public NightsView {
    nights = List.copyOf(nights);
    changes = List.copyOf(changes);
    courses = List.copyOf(courses);
  }

  /**
   * One run of the schedule.
   *
   * @param due when it was due
   * @param verdict its verdict's word
   */
  public record Night(RunId run, Instant due, String verdict) {}

  /**
   * A script on a type of board that changed.
   *
   * @param what {@code new failure} (it failed in the latest run and in none before), {@code still
   *     failing} (in each since one before), {@code fixed} (it passed in each since it failed),
   *     {@code flaky} (both in one run, or failures in more than one spell)
   * @param passed in how many of the runs it passed and did not fail
   * @param failed in how many it failed
   * @param since the first of the failures
   */
  public record Change(
      BoardTypeId boardType, ScriptId script, String what, int passed, int failed, RunId since) {

    /** The change in words. */
    public String words() {
      return "%s: failed in %d of %d nights, first in %s"
          .formatted(what, failed, passed + failed, since);
    }
  }

  /** What there is to compare, in words. */
  public String summary() {
    return nights.size() < 2
        ? "no earlier night to compare with"
        : "the last of %d nights: %d new failures, %d still failing, %d fixed, %d flaky"
            .formatted(
                nights.size(),
                count("new failure"),
                count("still failing"),
                count("fixed"),
                count("flaky"));
  }

  private long count(String what) {
    return changes.stream().filter(c -> c.what().equals(what)).count();
  }

  /**
   * A measure over the nights.
   *
   * @param nights how many runs have it; fewer than three tell no slope
   * @param first its mean in the earliest of them
   * @param latest its mean in the latest
   * @param perNight how much it moves from run to run, by least squares
   */
  public record Course(
      BoardTypeId boardType,
      ScriptId script,
      String name,
      String unit,
      int nights,
      double first,
      double latest,
      OptionalDouble perNight) {

    /** The course in words. */
    public String words() {
      String slope =
          perNight.isPresent()
              ? "%s%s %s a night"
                  .formatted(
                      perNight.getAsDouble() < 0 ? "" : "+", number(perNight.getAsDouble()), unit)
              : "too few nights for a slope";
      return "%s: %s over %d nights, from %s to %s %s"
          .formatted(name, slope, nights, number(first), number(latest), unit);
    }

    private static String number(double value) {
      String text = String.format(Locale.ROOT, "%.4g", value);
      return text.contains("e") || !text.contains(".") ? text : text.replaceFirst("\\.?0+$", "");
    }
  }
}
