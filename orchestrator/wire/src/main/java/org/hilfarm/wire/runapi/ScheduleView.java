package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.SuiteId;

/**
 * A schedule as people see it.
 *
 * @param name of the schedule
 * @param cron when, by the clocks of the zone
 * @param zone whose clocks
 * @param suite what it runs
 * @param source where the build comes from, in words; empty: from nowhere yet
 * @param paused whether it does nothing by itself now
 * @param next when it fires next; none while it is paused
 * @param last what became of the latest fire
 * @param problems what a person should look at
 */
public record ScheduleView(
    ScheduleId name,
    String cron,
    String zone,
    SuiteId suite,
    String source,
    boolean paused,
    Optional<Instant> next,
    Optional<Fire> last,
    List<String> problems) {
  public ScheduleView {
    problems = List.copyOf(problems);
  }

  /**
   * One time it fired.
   *
   * @param due when it was to fire; what somebody asked for: when
   * @param how {@code due}, {@code catch-up} (missed while no orchestrator ran), {@code recovered}
   *     (its orchestrator stopped on the way), {@code asked}
   * @param missed how many earlier fires the catch-up stands for too
   * @param run what came of it
   * @param verdict the run's, once it has one
   * @param problem why no run came of it
   */
  public record Fire(
      Instant due,
      String how,
      int missed,
      Optional<RunId> run,
      Optional<String> verdict,
      Optional<String> problem) {}

  /**
   * The answer to somebody who asks for a run now (HTTP 202): the build has yet to be fetched.
   *
   * @param due names the fire
   */
  public record Asked(Instant due) {}
}
