package org.hilfarm.server.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.SuiteId;

/**
 * How much of everything there is in the farm, in one moment; every orchestrator counts the same.
 *
 * @param reportsDue finished runs whose report is not made yet
 * @param bytes the size of the whole database
 */
public record Census(
    List<Jobs> jobs,
    List<Racks> racks,
    List<OpenRuns> runs,
    List<LastFire> fires,
    List<Checks> checks,
    List<Deliveries> deliveries,
    long reportsDue,
    long bytes) {
  public Census {
    jobs = List.copyOf(jobs);
    racks = List.copyOf(racks);
    runs = List.copyOf(runs);
    fires = List.copyOf(fires);
    checks = List.copyOf(checks);
    deliveries = List.copyOf(deliveries);
  }

  /**
   * Jobs that are not done.
   *
   * @param state waiting, leased or held
   * @param emulated whether they are for emulated boards
   * @param oldest how long the one that waits longest has waited; zero where none does
   */
  public record Jobs(
      BoardTypeId type, String state, boolean emulated, long count, Duration oldest) {}

  /**
   * A rack.
   *
   * @param silent since it was heard of
   * @param drains whether it is given nothing more
   */
  public record Racks(RackId rack, Duration silent, boolean drains) {}

  /**
   * Checks at GitHub that have not concluded there.
   *
   * @param state waiting, sent, error, or aside where the App is not at the repository any more
   * @param oldest how long the one has waited that waits longest for what it is to say
   */
  public record Checks(String state, long count, Duration oldest) {}

  /**
   * Webhooks that are not done.
   *
   * @param state waiting, or aside: nothing could be made of it
   */
  public record Deliveries(String state, long count) {}

  /** Runs of a suite without a verdict. */
  public record OpenRuns(SuiteId suite, long count) {}

  /** When a schedule was due last and something came of it. */
  public record LastFire(ScheduleId schedule, Instant due) {}
}
