package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How PostgreSQL finds the next of ten thousand jobs: by the index, in its order. */
@ExtendWith(TestPostgres.Shared.class)
class QueueIndexTest {
  private static void tenThousandJobs(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("insert into artifact (digest, bytes) values (repeat('0', 64), '')");
      statement.execute(
          "insert into run (id, number, name, suite, plan, inputs) select 'r' || n, n, '', 'soak',"
              + " '', repeat('0', 64) from generate_series(1, 20) n");
      statement.execute(
          "insert into job (id, run, position, board_type, needs, script_count, state, number,"
              + " round, turn, cost_ms)"
              + " select 'r' || n || '-' || p, 'r' || n, p, case when p % 5 = 0 then 'magtag' else"
              + " 'pico' end, '{hardware}', 1, 'waiting', n, p, case when p < 3 then now() + n *"
              + " interval '1 s' else 'infinity' end, 1000"
              + " from generate_series(1, 20) n, generate_series(1, 500) p");
      statement.execute(
          "insert into job (id, run, position, board_type, needs, script_count, state, number)"
              + " select 'd' || n, 'r1', n, 'pico', '{}', 1, 'done', 1"
              + " from generate_series(1, 10000) n");
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    String bound =
        sql.replace(":type", "'pico'")
            .replace(":abilities", "'{hardware,watchdog}'")
            .replace(":rack", "'demo'")
            .replace(":places", "'{demo/P1}'")
            .replace(":silence", "15000")
            .replace(":free", "'{P1}'")
            .replace(":limit", "200")
            .replace(":jobs", "'{r3-1,r3-7}'");
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
  void the_next_job_is_read_from_the_index_without_sorting(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(database.answers()).isTrue();
      tenThousandJobs(connection);
      for (boolean analyzed : new boolean[] {false, true}) {
        for (String sql : new String[] {NextSql.NEXT, NextSql.TAKE}) {
          assertThat(plan(connection, sql))
              .as("with statistics: " + analyzed)
              .contains("using job_turn on job j")
              .doesNotContain("Sort", "Seq Scan on job ", "Bitmap Heap Scan on job ");
        }
        assertThat(plan(connection, NextSql.FREE_AND_NEXT)) // it sorts one board
            .as("for one board, with statistics: " + analyzed)
            .contains("using job_turn on job j")
            .doesNotContain("job_waits", "Seq Scan on job ", "Bitmap Heap Scan on job ");
        assertThat(plan(connection, NextSql.HOW_MANY))
            .as("in any order, with statistics: " + analyzed)
            .doesNotContain("Sort", "Seq Scan on job ");
        try (var statement = connection.createStatement()) {
          statement.execute("analyze job");
        }
      }
    }
  }

  @Test
  void the_position_of_a_job_is_counted_in_the_order_of_the_index(TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(database.answers()).isTrue();
      tenThousandJobs(connection);
      try (var statement = connection.createStatement()) {
        statement.execute("analyze job");
      }
      assertThat(plan(connection, OutlookRows.OF_FEW))
          .contains("job_turn", "ROW(turn, round, number, \"position\") < ROW(a_1.turn,")
          .doesNotContain("Seq Scan on job ");
      assertThat(places(database, "r3-1", "r3-2", "r1-500", "r20-499"))
          .containsExactlyInAnyOrderEntriesOf(places(database, all()));
    }
  }

  @Test
  void whose_turn_is_next_of_each_type_is_read_from_the_index_however_many_wait(
      TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(database.answers()).isTrue();
      tenThousandJobs(connection);
      try (var statement = connection.createStatement()) {
        statement.execute("analyze");
      }
      assertThat(plan(connection, FrontRows.QUEUED.replace(":types", "50").replace(":each", "3")))
          .contains("using job_turn on job j");
      List<FrontRows.Queued> queued = database.inTransaction(tx -> tx.front().queued(50, 3));
      assertThat(queued)
          .extracting(
              q -> "%s %d %s".formatted(q.boardType(), q.jobs(), q.next().orElseThrow().job()))
          .containsExactly(
              "pico 8000 r1-1",
              "pico 8000 r1-2",
              "pico 8000 r2-1",
              "magtag 2000 r1-5",
              "magtag 2000 r2-5",
              "magtag 2000 r3-5");
    }
  }

  private static String[] all() {
    return new String[] {
      "r3-1", "r3-2", "r1-500", "r20-499", "d1", "d2", "d3", "d4", "d5", "nobody"
    };
  }

  /** Both statements say the same; how long it is until then, and how many are before. */
  private static Map<JobId, List<Object>> places(Database database, String... jobs) {
    Map<JobId, List<Object>> places = new HashMap<>();
    database
        .inTransaction(
            tx ->
                tx.outlooks()
                    .of(Arrays.stream(jobs).map(JobId::new).toList(), Duration.ofSeconds(15)))
        .forEach((job, place) -> places.put(job, List.of(place.place(), place.ahead())));
    assertThat(places).hasSize(4);
    return places;
  }
}
