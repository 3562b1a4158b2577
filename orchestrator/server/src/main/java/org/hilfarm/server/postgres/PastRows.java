package org.hilfarm.server.postgres;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.wire.runapi.FlakinessView;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What scripts did on types of boards over time, for as many pairs as a page has room for. */
public final class PastRows {
  private static final int MOST_NAMES = 200;
  private static final int MOST_READINGS = 20_000;

  private static final String TOLD = "o.part <> 'preflight' and o.outcome in ('passed', 'failed')";

  /**
   * A pair that never failed is not flaky: those that failed most come first. Only where these
   * leave room are the names of the others gone through, from one to the next, without looking at
   * what lies between.
   */
  static final String PAIRS =
      """
      with recursive failed as (
        select o.board_type, o.script, count(*) as times from script_outcome o
        where o.outcome = 'failed' and o.part <> 'preflight' and %2$s
        group by o.board_type, o.script
        order by times desc, o.script, o.board_type
        limit :most),
      named as (
        (select o.board_type, o.script from script_outcome o
          where (select count(*) from failed) < :most
          order by o.board_type, o.script limit 1)
        union all
        select next.board_type, next.script from named n cross join lateral (
          select o.board_type, o.script from script_outcome o
          where (o.board_type, o.script) > (n.board_type, n.script)
          order by o.board_type, o.script limit 1) next),
      others as (
        select n.board_type, n.script, 0 as times from named n
        where (n.board_type, n.script) not in (select board_type, script from failed)
          and exists (
            select from script_outcome o
            where o.board_type = n.board_type and o.script = n.script and %1$s and %2$s)
        order by n.script, n.board_type
        limit :most)
      select board_type, script from (select * from failed union all select * from others) pair
      order by times desc, script, board_type
      limit :most
      """;

  /**
   * Each end is looked at once, in the index alone. Images and boards are told apart by 64 bits of
   * their names, with which the work fits into memory; that two of a pair's share them is not to be
   * feared.
   */
  static final String TOLD_OF_PAIRS =
      """
      with told as (
        select p.nr, cast(o.stored at time zone 'UTC' as date) as day, o.outcome = 'failed' failed,
          o.image_key image, o.board_key board
        from unnest(cast(:types as text[]), cast(:scripts as text[]))
          with ordinality as p (board_type, script, nr)
        join script_outcome o on o.board_type = p.board_type and o.script = p.script
        where %s and %s),
      images as (
        select nr, image, count(*) runs, count(*) filter (where failed) failed
        from told group by nr, image),
      boards as (select nr, board, bool_or(failed) failed from told group by nr, board),
      days as (
        select nr, day, count(*) filter (where not failed) passed,
          count(*) filter (where failed) failed
        from told group by nr, day),
      pairs as (
        select nr, sum(runs - failed) passed, sum(failed) failed,
          count(*) filter (where runs > 1) images,
          count(*) filter (where failed > 0 and failed < runs) mixed
        from images group by nr),
      places as (
        select nr, count(*) boards, count(*) filter (where failed) boards_failed
        from boards group by nr),
      strips as (
        select nr, array_agg(day) as days, array_agg(cast(passed as int)) as days_passed,
          array_agg(cast(failed as int)) as days_failed
        from days group by nr)
      select * from pairs join places using (nr) join strips using (nr)
      """;

  /** The newest of each pair only: a soak's rounds would be thousands. */
  static final String READINGS =
      """
      select p.board_type, p.script, m.name, m.unit, m.value, t.stored
      from unnest(cast(:types as text[]), cast(:scripts as text[])) as p (board_type, script)
      cross join lateral (
        select o.token, o.stored from script_outcome o
        where o.board_type = p.board_type and o.script = p.script and o.part = 'planned' and %s
        order by o.stored desc limit :each) t
      join script_measure m on m.token = t.token and m.script = p.script
      order by p.script, p.board_type, m.name, t.stored, m.token, m.position
      limit :most
      """;

  /** From one name to the next, without looking at what lies between. */
  private static final String NAMES =
      """
      with recursive names as (
        (select %1$s as name from %2$s order by 1 limit 1)
        union all
        select (select t.%1$s from %2$s t where t.%1$s > n.name order by 1 limit 1)
        from names n where n.name is not null)
      select name from names where name is not null limit :most
      """;

  static final String BOARD_TYPES = NAMES.formatted("board_type", "script_outcome");
  static final String SUITES = NAMES.formatted("suite", "run");

  private static final Comparator<FlakinessView.Pair> FLAKIEST =
      Comparator.comparingDouble(
              (FlakinessView.Pair p) -> p.mixed() * 1.0 / Math.max(p.images(), 1))
          .thenComparingInt(FlakinessView.Pair::failed)
          .reversed()
          .thenComparing(p -> p.boardType().value())
          .thenComparing(p -> p.script().value());

  private final Handle handle;

  PastRows(Handle handle) {
    this.handle = handle;
  }

  /** How often something passed and failed on a day. */
  public record Day(LocalDate day, int passed, int failed) {}

  /**
   * What is told of a pair.
   *
   * @param days in no order; one without any end is not there
   */
  public record Told(FlakinessView.Pair counts, List<Day> days) {
    public Told {
      days = List.copyOf(days);
    }
  }

  /** What a script measured once. */
  public record Reading(Requirement pair, String name, String unit, double value, Instant at) {}

  /** Today, in UTC, by the database's clock. */
  public LocalDate today() {
    return handle
        .createQuery("select cast(now() at time zone 'UTC' as date)")
        .mapTo(LocalDate.class)
        .one();
  }

  /** The pairs that came to an end, those that failed most first. */
  public List<Requirement> pairs(Sought sought, int most) {
    return sought
        .bind(handle.createQuery(PAIRS.formatted(TOLD, sought.where())))
        .bind("most", most)
        .map((row, context) -> pair(row))
        .list();
  }

  /** How reliable these were, and day by day, the flakiest first. */
  public List<Told> told(Sought sought, List<Requirement> pairs) {
    return of(sought, pairs, TOLD_OF_PAIRS.formatted(TOLD, sought.where()))
        .map((row, context) -> told(pairs.get(row.getInt("nr") - 1), row))
        .list()
        .stream()
        .sorted(Comparator.comparing(Told::counts, FLAKIEST))
        .toList();
  }

  /** What the last so many planned runs of each pair measured, the oldest of each measure first. */
  public List<Reading> readings(Sought sought, List<Requirement> pairs, int each) {
    return of(sought, pairs, READINGS.formatted(sought.where()))
        .bind("each", each)
        .bind("most", MOST_READINGS)
        .map(
            (row, context) ->
                new Reading(
                    pair(row),
                    row.getString("name"),
                    row.getString("unit"),
                    row.getDouble("value"),
                    row.getObject("stored", OffsetDateTime.class).toInstant()))
        .list();
  }

  private Query of(Sought sought, List<Requirement> pairs, String sql) {
    return sought
        .bind(handle.createQuery(sql))
        .bind("types", pairs.stream().map(p -> p.boardType().value()).toArray(String[]::new))
        .bind("scripts", pairs.stream().map(p -> p.script().value()).toArray(String[]::new));
  }

  private static Told told(Requirement pair, ResultSet row) throws SQLException {
    return new Told(
        new FlakinessView.Pair(
            pair.boardType(),
            pair.script(),
            row.getInt("passed"),
            row.getInt("failed"),
            row.getInt("images"),
            row.getInt("mixed"),
            row.getInt("boards"),
            row.getInt("boards_failed")),
        days(row));
  }

  private static List<Day> days(ResultSet row) throws SQLException {
    Date[] days = (Date[]) row.getArray("days").getArray();
    Integer[] passed = (Integer[]) row.getArray("days_passed").getArray();
    Integer[] failed = (Integer[]) row.getArray("days_failed").getArray();
    return IntStream.range(0, days.length)
        .mapToObj(i -> new Day(days[i].toLocalDate(), passed[i], failed[i]))
        .toList();
  }

  private static Requirement pair(ResultSet row) throws SQLException {
    return new Requirement(
        new BoardTypeId(row.getString("board_type")), new ScriptId(row.getString("script")));
  }

  /** The types of boards on which some script has come to an end, ever. */
  public List<BoardTypeId> boardTypes() {
    return names(BOARD_TYPES).stream().map(BoardTypeId::new).toList();
  }

  /** The suites of which there are runs. */
  public List<SuiteId> suites() {
    return names(SUITES).stream().map(SuiteId::new).toList();
  }

  private List<String> names(String sql) {
    return handle.createQuery(sql).bind("most", MOST_NAMES).mapTo(String.class).list();
  }
}
