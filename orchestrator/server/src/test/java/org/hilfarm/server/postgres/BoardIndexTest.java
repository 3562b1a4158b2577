package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How PostgreSQL finds one board's share of a large farm: by the board, never by all rows. */
@ExtendWith(TestPostgres.Shared.class)
class BoardIndexTest {
  /** A year of 500 boards: twenty attempts each, twelve scripts and six starts an attempt. */
  private static void fiveHundredBoards(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("insert into artifact (digest, bytes) values (repeat('0', 64), '')");
      statement.execute(
          "insert into rack (id, agent, heard) select 'rack' || n, '', now() from"
              + " generate_series(0, 49) n");
      statement.execute(
          "insert into board (rack, serial, slot, board_type, abilities, state, reason, since)"
              + " select 'rack' || n % 50, 'P' || n, 's' || n, 'pico', '{}', 'READY', '', now()"
              + " from generate_series(0, 499) n");
      statement.execute(
          "insert into run (id, number, name, suite, plan, inputs) select 'r' || n, n, '', 'pr',"
              + " '', repeat('0', 64) from generate_series(1, 10000) n");
      statement.execute(
          "insert into job (id, run, position, board_type, needs, script_count, state) select 'r'"
              + " || n || '-1', 'r' || n, 1, 'pico', '{}', 1, 'done' from generate_series(1,"
              + " 10000) n");
      statement.execute(
          "insert into lease (token, job, attempt, rack, serial, granted, expires, ended,"
              + " ended_how, flashed, rack_fault) select n, 'r' || n || '-1', 1, 'rack' || n % 50,"
              + " 'P' || n % 500, now() - (10000 - n) * interval '52 minutes', now(), now(),"
              + " 'reported', true, n % 30 = 0 from generate_series(1, 10000) n");
      statement.execute(
          "insert into attempt (token, run, job, number, digest, report) select n, 'r' || n, 'r'"
              + " || n || '-1', 1, '', '' from generate_series(1, 10000) n");
      statement.execute(
          "insert into reset (token, position, boot, at, stimulus, judgement, why) select n, s, s,"
              + " now(), 'NONE', 'EXPECTED', '' from generate_series(1, 10000) n,"
              + " generate_series(1, 6) s");
      statement.execute(
          "insert into script_outcome (token, script, run, board_type, rack, serial, image, part,"
              + " outcome, stored) select n, 'heap/s' || s, 'r' || n, 'pico', 'rack' || n % 50, 'P'"
              + " || n % 500, 'image' || n, 'planned', 'passed', now() - (10000 - n) * interval '52"
              + " minutes' from generate_series(1, 10000) n, generate_series(1, 12) s");
      statement.execute("analyze");
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    String bound =
        sql.replace(":days", "30")
            .replace(":rack", "'rack7'")
            .replace(":serial", "'P7'")
            .replace(":before", "9000000000")
            .replace(":most", "26");
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
  void what_a_boards_page_asks_is_found_by_indexes(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(database.answers()).isTrue();
      fiveHundredBoards(connection);
      for (String sql :
          new String[] {
            BoardRows.RACKS,
            BoardRows.NOW,
            BoardRows.ATTEMPTS,
            BoardRows.DAYS,
            BoardRows.RESETS,
            BoardRows.SCRIPTS,
            WishRows.OF_BOARD
          }) {
        assertThat(plan(connection, sql))
            .contains("Index")
            .doesNotContain(
                "Seq Scan on lease",
                "Seq Scan on script_outcome",
                "Seq Scan on reset",
                "Seq Scan on run",
                "Seq Scan on job");
      }
      assertThat(plan(connection, BoardRows.SCRIPTS)).contains("script_outcome_of_board");
      assertThat(plan(connection, BoardRows.DAYS)).contains("lease_of_board");
    }
  }
}
