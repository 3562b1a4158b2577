package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How PostgreSQL finds a page's share of ten thousand runs: by indexes, never by all rows. */
@ExtendWith(TestPostgres.Shared.class)
class PastIndexTest {
  private static final String TOLD = "o.part <> 'preflight' and o.outcome in ('passed', 'failed')";

  /** A year of ten thousand runs, twelve scripts each, on ten types of boards. */
  private static void tenThousandRuns(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("insert into artifact (digest, bytes) values (repeat('0', 64), '')");
      statement.execute(
          "insert into run (id, number, name, suite, plan, inputs) select 'r' || n, n, '', case"
              + " when n % 9 = 0 then 'soak' else 'pr' end, '', repeat('0', 64) from"
              + " generate_series(1, 10000) n");
      statement.execute(
          "insert into lease (token, attempt, rack, serial, expires, ended, ended_how) select n, 1,"
              + " 'demo', 'P' || n % 50, now(), now(), 'reported' from generate_series(1, 10000)"
              + " n");
      statement.execute(
          "insert into script_outcome (token, script, run, board_type, rack, serial, image, part,"
              + " outcome, stored) select n, 'heap/s' || s, 'r' || n, 'type' || n % 10, 'demo', 'P'"
              + " || n % 50, 'image' || n, 'planned', case when (n + s) % 97 = 0 then 'failed' else"
              + " 'passed' end, now() - (10000 - n) * interval '52 minutes' from generate_series(1,"
              + " 10000) n, generate_series(1, 12) s");
      statement.execute(
          "insert into script_measure select token, script, 1, run, board_type, 'free', 'B', token"
              + " from script_outcome");
      statement.execute("analyze");
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    String bound =
        sql.replace(":days", "30")
            .replace(":types", "'{type1,type2}'")
            .replace(":scripts", "'{heap/s1,heap/s2}'")
            .replace(":script", "'heap/'")
            .replace(":type", "'type1'")
            .replace(":suite", "'soak'")
            .replace(":each", "30")
            .replace(":most", "41");
    StringBuilder plan = new StringBuilder();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("explain (costs off) " + bound)) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void what_the_page_of_history_asks_is_found_by_indexes(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(database.answers()).isTrue();
      tenThousandRuns(connection);
      String all = Sought.all(30).where();
      assertThat(plan(connection, PastRows.PAIRS.formatted(TOLD, all)))
          .contains("script_outcome_failed", "script_outcome_of_pair")
          .doesNotContain("Seq Scan on script_outcome");
      for (Sought sought :
          new Sought[] {
            Sought.all(30),
            new Sought(
                30,
                Optional.of(new BoardTypeId("type1")),
                Optional.of("heap/"),
                Optional.of(new SuiteId("soak")))
          }) {
        assertThat(plan(connection, PastRows.TOLD_OF_PAIRS.formatted(TOLD, sought.where())))
            .contains("script_outcome_of_pair")
            .doesNotContain("Seq Scan on script_outcome");
        assertThat(plan(connection, PastRows.READINGS.formatted(sought.where())))
            .contains("script_measure_pkey", "script_outcome")
            .doesNotContain("Seq Scan on script_outcome", "Seq Scan on script_measure");
      }
      assertThat(plan(connection, PastRows.BOARD_TYPES))
          .contains("script_outcome_of_pair")
          .doesNotContain("Seq Scan on script_outcome");
      assertThat(plan(connection, PastRows.SUITES))
          .contains("run_of_suite")
          .doesNotContain("Seq Scan on run");
    }
  }
}
