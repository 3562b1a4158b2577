package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** How boards fare: what each did on its last days, and how it last started. Days are UTC's. */
public final class HealthRows {
  /** As far back as anybody is told. */
  public static final int DAYS = 30;

  private static final int WHY = 400;
  private static final String TODAY = "cast(now() at time zone 'UTC' as date)";

  /** Days that nobody is told of any more go as new ones come. */
  private static final String ADD =
      """
      with gone as (
        delete from board_day
        where rack = :rack and serial = :serial and day < %1$s - 2 * :days)
      insert into board_day (rack, serial, day, jobs, rack_faults)
      values (:rack, :serial, %1$s, :jobs, :faults)
      on conflict (rack, serial, day) do update set jobs = board_day.jobs + excluded.jobs,
        rack_faults = board_day.rack_faults + excluded.rack_faults
      """
          .formatted(TODAY);

  private static final String QUARANTINED =
      """
      insert into board_day (rack, serial, day, quarantined)
      select s.rack, s.serial, cast(d as date), true from board_standing s
      cross join generate_series(
        greatest(cast(s.since at time zone 'UTC' as date), %1$s - :days), %1$s,
        interval '1 day') d
      where s.rack = :rack and s.serial = :serial and s.state = 'QUARANTINED'
      on conflict (rack, serial, day) do update set quarantined = true
      """
          .formatted(TODAY);

  private static final String ASKED =
      "from unnest(cast(:racks as text[]), cast(:serials as text[])) as b (rack, serial)";

  static final String OF =
      """
      select d.rack, d.serial, array_agg(%1$s - d.day order by d.day) ago,
        array_agg(d.jobs order by d.day) jobs, array_agg(d.rack_faults order by d.day) faults,
        array_agg(d.quarantined order by d.day) quarantined
      %2$s join board_day d on d.rack = b.rack and d.serial = b.serial and d.day > %1$s - :days
      group by d.rack, d.serial
      """
          .formatted(TODAY, ASKED);

  private final Handle handle;

  HealthRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * A day of a board's.
   *
   * @param ago how many days ago that was; 0 is today
   * @param jobs attempts that came to an end
   * @param rackFaults how many of them had a fault of the rack's, and reruns that found the board
   *     at fault
   * @param quarantined whether the farm had it out of the pool on that day
   */
  public record Day(int ago, int jobs, int rackFaults, boolean quarantined) {}

  /** How a board last started, and what the oracle said of it. */
  public record Start(
      Instant at,
      Stimulus stimulus,
      Optional<ResetReason> reason,
      Judgement judgement,
      String why) {}

  /** Counts for today. */
  public void add(StandingRows.Board board, int jobs, int rackFaults) {
    handle
        .createUpdate(ADD)
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("days", DAYS)
        .bind("jobs", jobs)
        .bind("faults", rackFaults)
        .execute();
  }

  /** Notes the days of a quarantine that is about to end. */
  void quarantineEnds(StandingRows.Board board) {
    handle
        .createUpdate(QUARANTINED)
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("days", DAYS)
        .execute();
  }

  /** Notes how the board started last. */
  void started(StandingRows.Board board, ResetRecord reset) {
    handle
        .createUpdate(
            "insert into board_start (rack, serial, at, stimulus, reset_reason, judgement, why)"
                + " values (:rack, :serial, :at, :stimulus, :reason, :judgement, :why)"
                + " on conflict (rack, serial) do update set at = excluded.at,"
                + " stimulus = excluded.stimulus, reset_reason = excluded.reset_reason,"
                + " judgement = excluded.judgement, why = excluded.why")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("at", OffsetDateTime.ofInstant(reset.at(), ZoneOffset.UTC))
        .bind("stimulus", reset.stimulus().name())
        .bind("reason", reset.witnesses().resetReason().map(Enum::name).orElse(null))
        .bind("judgement", reset.judgement().name())
        .bind("why", Text.bounded(reset.why(), WHY))
        .execute();
  }

  /** Today, in UTC, by the database's clock. */
  public LocalDate today() {
    return handle.createQuery("select " + TODAY).mapTo(LocalDate.class).one();
  }

  /** The last {@link #DAYS} days of these boards, the oldest first; without any there is none. */
  public Map<StandingRows.Board, List<Day>> days(Collection<StandingRows.Board> boards) {
    Map<StandingRows.Board, List<Day>> days = new HashMap<>();
    of(boards, OF)
        .bind("days", DAYS)
        .map((row, context) -> Map.entry(board(row), days(row)))
        .forEach(e -> days.put(e.getKey(), e.getValue()));
    return days;
  }

  /** How these boards last started, of those that are known to have. */
  public Map<StandingRows.Board, Start> starts(Collection<StandingRows.Board> boards) {
    Map<StandingRows.Board, Start> starts = new HashMap<>();
    of(boards, "select s.* " + ASKED + " join board_start s using (rack, serial)")
        .map((row, context) -> Map.entry(board(row), start(row)))
        .forEach(e -> starts.put(e.getKey(), e.getValue()));
    return starts;
  }

  private Query of(Collection<StandingRows.Board> boards, String sql) {
    return handle
        .createQuery(sql)
        .bind("racks", boards.stream().map(b -> b.rack().value()).toArray(String[]::new))
        .bind("serials", boards.stream().map(b -> b.serial().value()).toArray(String[]::new));
  }

  private static StandingRows.Board board(ResultSet row) throws SQLException {
    return new StandingRows.Board(
        new RackId(row.getString("rack")), new BoardSerial(row.getString("serial")));
  }

  private static List<Day> days(ResultSet row) throws SQLException {
    Integer[] ago = (Integer[]) row.getArray("ago").getArray();
    Integer[] jobs = (Integer[]) row.getArray("jobs").getArray();
    Integer[] faults = (Integer[]) row.getArray("faults").getArray();
    Boolean[] quarantined = (Boolean[]) row.getArray("quarantined").getArray();
    List<Day> days = new ArrayList<>();
    for (int i = 0; i < ago.length; i++) {
      days.add(new Day(ago[i], jobs[i], faults[i], quarantined[i]));
    }
    return days;
  }

  private static Start start(ResultSet row) throws SQLException {
    return new Start(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Stimulus.valueOf(row.getString("stimulus")),
        Optional.ofNullable(row.getString("reset_reason")).map(ResetReason::valueOf),
        Judgement.valueOf(row.getString("judgement")),
        Objects.requireNonNull(row.getString("why")));
  }
}
