package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.Shared.class)
class ReportRowsTest {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final RunId FIRST = new RunId("r1");
  private static final RunId SECOND = new RunId("r2");

  private static void twoFinishedRuns(String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("insert into artifact (digest, bytes) values (repeat('0', 64), '')");
      for (int i = 1; i <= 2; i++) {
        statement.execute(
            "insert into run (id, number, name, suite, plan, inputs, finished, verdict) values"
                + " ('r%d', %d, '', 'pr', '', repeat('0', 64), now(), '')".formatted(i, i));
        statement.execute("insert into report (run) values ('r%d')".formatted(i));
      }
    }
  }

  private static void runOut(String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("update report set until = clock_timestamp() where until is not null");
    }
  }

  @Test
  void a_report_has_one_maker_until_that_one_is_given_up(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url)) {
      twoFinishedRuns(url);
      database.useTransaction(
          tx -> {
            ReportRows reports = tx.reports();
            assertThat(reports.claim("one", LEASE)).contains(FIRST);
            assertThat(reports.claim("two", LEASE)).contains(SECOND);
            assertThat(reports.claim("three", LEASE)).isEmpty();
            assertThat(reports.renew(FIRST, "one", LEASE)).isTrue();
          });
      runOut(url); // as where both were killed
      database.useTransaction(
          tx -> {
            ReportRows reports = tx.reports();
            assertThat(reports.claim("three", LEASE)).contains(FIRST);
            assertThat(reports.renew(FIRST, "one", LEASE)).isFalse();
            reports.giveBack(FIRST, "one", Duration.ZERO, "too late to say so");
            assertThat(reports.claim("three", LEASE)).contains(SECOND);
            assertThat(reports.tries(FIRST)).isEqualTo(2);
          });
    }
  }

  @Test
  void one_that_failed_rests_and_one_that_is_made_is_made_once(TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    try (Database database = Database.open(url)) {
      twoFinishedRuns(url);
      database.useTransaction(
          tx -> {
            ReportRows reports = tx.reports();
            assertThat(reports.claim("one", LEASE)).contains(FIRST);
            reports.giveBack(FIRST, "one", LEASE, "the disk is full");
            assertThat(reports.claim("one", LEASE)).contains(SECOND);
            reports.remember(SECOND, new byte[] {2});
            tx.runs().published(SECOND, "/data/reports/r2", "/reports/r2/");
            reports.settle(SECOND, "one", Duration.ZERO);
            assertThat(reports.claim("one", LEASE)).isEmpty();
            assertThat(reports.open()).containsExactly(FIRST);
          });
    }
  }

  @Test
  void a_report_knows_the_one_before_it_whenever_it_is_made(TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    SuiteId suite = new SuiteId("pr");
    try (Database database = Database.open(url)) {
      twoFinishedRuns(url);
      database.useTransaction(
          tx -> {
            tx.reports().remember(SECOND, new byte[] {2});
            assertThat(tx.reports().before(SECOND, suite)).isEmpty();
            tx.reports().remember(FIRST, new byte[] {1});
            assertThat(tx.reports().before(SECOND, suite)).contains(new byte[] {1});
            assertThat(tx.reports().before(SECOND, new SuiteId("soak"))).isEmpty();
          });
    }
  }
}
