package org.hilfarm.server.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Asks a farm's database whether the promises were kept. Each call has a connection of its own, and
 * none can change anything. Any thread may use it. Throws {@link DatabaseAwayException} where
 * PostgreSQL does not answer.
 */
public final class Inquiry {
  /** Rows of an answer that are worth reading. */
  private static final int ROWS = 20;

  private static final int CELL = 400;

  private static final String BOARDS =
      "select count(*) from board b join rack r on r.id = b.rack where b.state = 'READY'"
          + " and r.heard > clock_timestamp() - interval '20 seconds'";

  private static final String OPEN =
      """
      select (select count(*) from run where finished is null) runs,
        (select count(*) from job where state <> 'done') jobs,
        (select count(*) from lease where ended is null) leases,
        (select count(*) from report where made is null) reports,
        (select count(*) from board_standing where state = 'RECOVERING') recovering,
        (select count(*) from board b where b.state <> 'READY' and not exists (
          select from board_standing s where s.rack = b.rack and s.serial = b.serial)) boards_away
      """;

  private static final String FIGURES =
      """
      select (select count(*) from run) runs,
        (select count(*) from run where verdict like '%"is":"mergeable"%') mergeable,
        (select count(*) from run where verdict like '%"is":"blocked"%') blocked,
        (select count(*) from run where verdict like '%"is":"undecided"%') undecided,
        (select count(*) from run where name like 'good%' and verdict like '%"is":"mergeable"%')
          good_mergeable,
        (select count(*) from run where name like 'good%') good,
        (select count(*) from attempt) attempts,
        (select count(*) from lease where job is not null and ended_how = 'expired')
          expired_leases,
        (select count(*) from lease where job is not null and ended_how = 'lapsed') lapsed_offers,
        (select count(*) from lease where ended_how = 'returned') given_back,
        (select count(*) from lease where job is null and person is null) recoveries,
        (select count(*) from lease where job is null and person is null and ended_how = 'expired')
          recoveries_cut_off,
        (select count(*) from board_standing where state = 'QUARANTINED') quarantined,
        (select count(*) from board b where b.state = 'READY' and not exists (
          select from board_standing s where s.rack = b.rack and s.serial = b.serial)) boards_ready,
        (select coalesce(max(tries), 0) from report) most_tries_of_a_report,
        (select cast(coalesce(max(extract(epoch from l.ended - k.at) * 1000), 0) as bigint)
          from witness.death k join lease l on l.rack = k.rack and l.granted < k.at
            and l.ended > k.at and l.ended_how = 'expired') dead_agent_noticed_ms,
        (select cast(coalesce(max(extract(epoch from b.at - a.at) * 1000), 0) as bigint)
          from board_event a join lateral (select min(e.at) at from board_event e
            where e.rack = a.rack and e.serial = a.serial and e.id > a.id
              and e.what = 'state' and e.result = 'READY') b on true
          where a.what = 'state' and a.result = 'RECOVERING') board_back_ms
      """;

  private final Jdbi jdbi;

  /** Of the database at this address. */
  public Inquiry(String jdbcUrl) {
    this.jdbi = Jdbi.create(jdbcUrl);
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
  }

  /**
   * What the database cannot know.
   *
   * @param accepted runs that were answered with "accepted"
   * @param suspects boards, as {@code rack/serial}, that were made to look like bad firmware
   */
  public record Known(List<String> accepted, List<String> suspects) {
    public Known {
      accepted = List.copyOf(accepted);
      suspects = List.copyOf(suspects);
    }
  }

  /**
   * A promise that was broken.
   *
   * @param question the question's name
   * @param promise what should hold
   * @param rows where it does not; the first twenty
   */
  public record Broken(String question, String promise, List<Map<String, String>> rows) {}

  /** Asks everything; what is broken. */
  public List<Broken> ask(Known known) {
    return reading(
        handle -> {
          List<Broken> broken = new ArrayList<>();
          for (Question each : Question.values()) {
            List<Map<String, String>> rows = rows(handle, each, known);
            if (!rows.isEmpty()) {
              broken.add(new Broken(each.name(), each.promise(), rows));
            }
          }
          return broken;
        });
  }

  private static List<Map<String, String>> rows(Handle handle, Question question, Known known) {
    return handle
        .createQuery(question.sql())
        .bind("accepted", known.accepted().toArray(String[]::new))
        .bind("suspects", known.suspects().toArray(String[]::new))
        .setMaxRows(ROWS)
        .mapToMap()
        .map(Inquiry::texts)
        .list();
  }

  private static Map<String, String> texts(Map<String, Object> row) {
    Map<String, String> texts = new LinkedHashMap<>();
    row.forEach((column, value) -> texts.put(column, Text.bounded(String.valueOf(value), CELL)));
    return texts;
  }

  /** How many boards are ready for work on racks that were heard of. */
  public int ready() {
    return reading(handle -> handle.createQuery(BOARDS).mapTo(Integer.class).one());
  }

  /** How much is still under way, by its name; only what there is. */
  public Map<String, Long> open() {
    Map<String, Long> open = numbers(OPEN);
    open.values().removeIf(count -> count == 0);
    return open;
  }

  /** What happened, in numbers. */
  public Map<String, Long> figures() {
    return numbers(FIGURES);
  }

  private Map<String, Long> numbers(String sql) {
    Map<String, Long> numbers = new TreeMap<>();
    reading(handle -> handle.createQuery(sql).mapToMap().one())
        .forEach((name, value) -> numbers.put(name, ((Number) value).longValue()));
    return numbers;
  }

  private <T> T reading(Function<Handle, T> question) {
    try {
      return jdbi.inTransaction(
          handle -> {
            handle.execute("set transaction read only");
            return question.apply(handle);
          });
    } catch (RuntimeException e) {
      throw Outages.in(e).map(away -> (RuntimeException) away).orElse(e);
    }
  }
}
