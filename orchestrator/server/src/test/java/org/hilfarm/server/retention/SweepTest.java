package org.hilfarm.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RetentionRows.Kind;
import org.hilfarm.wire.config.Retention;
import org.hilfarm.wire.runapi.RetentionView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs as rows alone: what went is looked up in the tables. */
@ExtendWith(TestPostgres.Shared.class)
class SweepTest {
  private static final Instant NOW = Instant.parse("2027-06-01T00:00:00Z");

  private final String url;
  private final Database database;
  private final Sweep sweep;

  SweepTest(TestPostgres postgres) throws SQLException {
    this.url = postgres.fresh();
    this.database = Database.open(url);
    this.sweep = new Sweep(database, Retention.usual());
    sql("insert into rack values ('demo', 'test', now())");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private String one(String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      assertThat(answer.next()).isTrue();
      return String.valueOf(answer.getString(1));
    }
  }

  private static String digest(String kind, int run) {
    return kind + "%063d".formatted(run);
  }

  /** A run that ended so many days ago, with an image and, in each round, a transcript. */
  private void run(int number, int daysAgo, int rounds) throws SQLException {
    String id = "r" + number;
    String ended = "timestamptz '2027-06-01T00:00:00Z' - interval '%d days'".formatted(daysAgo);
    for (String kind : new String[] {"a", "b", "c"}) {
      sql(
          "insert into artifact values ('%s', repeat('x', 100)::bytea, %s)"
              .formatted(digest(kind, number), ended));
    }
    sql(
        ("insert into run (id, number, name, suite, plan, inputs, finished, verdict) values"
                + " ('%s', %d, '', 'pr', '', '%s', %s, 'a verdict')")
            .formatted(id, number, digest("a", number), ended),
        "insert into report (run, made, history) values ('%s', now(), 'x')".formatted(id),
        "insert into run_image values ('%s', '%s')".formatted(id, digest("b", number)));
    for (int round = 1; round <= rounds; round++) {
      round(id, number, round);
    }
  }

  private void round(String run, int number, int round) throws SQLException {
    int token = 100 * number + round;
    String job = run + "-" + round;
    sql(
        ("insert into job (id, run, position, board_type, needs, script_count, state, round)"
                + " values ('%s', '%s', 1, 'pico', '{}', 1, 'done', %d)")
            .formatted(job, run, round),
        ("insert into lease (token, job, attempt, rack, serial, expires, ended, ended_how) values"
                + " (%d, '%s', 1, 'demo', 'P1', now(), now(), 'reported')")
            .formatted(token, job),
        "insert into attempt values (%d, '%s', '%s', 1, 'd', 'a report')"
            .formatted(token, run, job),
        "insert into attempt_file values (%d, '%s')".formatted(token, digest("c", number)),
        ("insert into reset (token, position, boot, at, stimulus, judgement, why) values"
                + " (%d, 1, 1, now(), 'POWER', 'EXPECTED', '')")
            .formatted(token));
  }

  private void delivery(String id, String state, int daysAgo) throws SQLException {
    sql(
        "insert into github_delivery (id, event, state, settled) values ('%s', 'ping', '%s', timestamptz '2027-06-01T00:00:00Z' - interval '%d days')"
            .formatted(id, state, daysAgo));
  }

  /** A check that has concluded so long ago, and the gate at its commit. */
  private void check(int number, int daysAgo, String gate, String run) throws SQLException {
    String sha = "%040d".formatted(number);
    String build = gate.equals("due") ? "7" : "null";
    sql(
        "insert into github_gate (repository_id, head_sha, kind, state, reason, run, workflow_run) values (7, '%s', 'push', '%s', '', %s, %s)"
            .formatted(sha, gate, run, build),
        "insert into github_check (repository_id, repository, installation, head_sha, name, intent, run, settled, sent_at) values (7, 'a/b', 9, '%s', 'hil-test / gate', '%s', %s, true, timestamptz '2027-06-01T00:00:00Z' - interval '%d days')"
            .formatted(sha, run.equals("null") ? "waits" : "follows", run, daysAgo));
  }

  private void ticket(String digit, int daysAgo, String run) throws SQLException {
    sql(
        "insert into run_ticket (digest, repository_id, repository, workflow_run, suites, claims, expires, run) values (repeat('%s', 64), 7, 'a/b', 1, '{}', '', timestamptz '2027-06-01T00:00:00Z' - interval '%d days', %s)"
            .formatted(digit, daysAgo, run));
  }

  @Test
  void what_GitHub_told_and_was_told_goes_unless_something_open_needs_it() throws Exception {
    run(1, 100, 1);
    run(2, 100, 1);
    sql(
        "update run set finished = null, verdict = null where id = 'r2'",
        "insert into github_repository (id, name, installation) values (7, 'a/b', 9)");
    delivery("old-done", "done", 20);
    delivery("old-aside", "aside", 20);
    delivery("new-done", "done", 10);
    sql("insert into github_delivery (id, event, came) values ('waits', 'ping', 'epoch')");
    check(1, 100, "run", "'r1'");
    check(2, 100, "run", "'r2'"); // still open
    check(3, 100, "skipped", "null");
    check(4, 80, "skipped", "null"); // too young
    check(5, 100, "due", "null"); // on its way again
    ticket("1", 8, "'r1'");
    ticket("2", 8, "'r2'"); // its run is open
    ticket("3", 6, "null");
    assertThat(sweep.sweep(NOW)).endsWith("; of GitHub 2 deliveries, 2 checks, 1 tickets");
    assertThat(one("select string_agg(id, ',' order by id) from github_delivery"))
        .isEqualTo("new-done,waits");
    assertThat(one("select string_agg(right(head_sha, 1), ',' order by id) from github_check"))
        .isEqualTo("2,4,5");
    assertThat(one("select string_agg(left(digest, 1), ',' order by digest) from run_ticket"))
        .isEqualTo("2,3");
    assertThat(one("select count(*) from github_gate")).isEqualTo("5");
  }

  @Test
  void what_is_too_old_goes_and_the_verdict_stays() throws Exception {
    run(1, 400, 2); // a soak
    run(2, 60, 1);
    run(3, 1, 1);
    Sweep.Outlook outlook = sweep.outlook(NOW);
    assertThat(outlook.shares())
        .containsEntry(Kind.TRANSCRIPTS, new Sweep.Share(1, 200))
        .containsEntry(Kind.IMAGES, new Sweep.Share(2, 200))
        .containsEntry(Kind.REPORTS, new Sweep.Share(1, 1))
        .containsEntry(Kind.SOAKS, new Sweep.Share(1, 16));
    assertThat(sweep.view(NOW).shares().getFirst())
        .isEqualTo(new RetentionView.Share("transcripts", 90, 20, 1, 200));
    assertThat(sweep.sweep(NOW))
        .isEqualTo(
            "let go of transcripts of 1 runs, images of 2, reports of 1, rounds of 1 soaks, and 3"
                + " artifacts; of GitHub 0 deliveries, 0 checks, 0 tickets");
    assertThat(one("select string_agg(run, ' ' order by run) from attempt")).isEqualTo("r2 r3");
    assertThat(one("select string_agg(run, ' ' order by run) from run_image")).isEqualTo("r3");
    assertThat(one("select string_agg(run, ' ') from report where gone is not null"))
        .isEqualTo("r1");
    assertThat(one("select count(*) from run where verdict = 'a verdict'")).isEqualTo("3");
    assertThat(
            one(
                "select string_agg(left(digest, 1) || right(digest, 1), ' ' order by digest)"
                    + " from artifact"))
        .isEqualTo("a1 a2 a3 b3 c2 c3");
    assertThat(sweep.sweep(NOW)).contains("transcripts of 0 runs").contains(" 0 artifacts;");
  }

  @Test
  void what_is_still_needed_stays_however_old_it_is() throws Exception {
    for (int i = 1; i <= 4; i++) {
      run(i, 400, 2);
    }
    sql(
        "update run set finished = null, verdict = null where id = 'r1'", // open
        "update report set made = null where run = 'r2'", // its report is to be made
        "update lease set ended = null, ended_how = null where token = 302", // a board is at it
        "insert into baseline (board_type, run, number, image, digest) values"
            + " ('pico', 'r4', 4, '', '%s')".formatted(digest("b", 4)));
    assertThat(sweep.sweep(NOW))
        .isEqualTo(
            "let go of transcripts of 0 runs, images of 0, reports of 0, rounds of 0 soaks, and 0"
                + " artifacts; of GitHub 0 deliveries, 0 checks, 0 tickets");
    assertThat(one("select count(*) from artifact")).isEqualTo("12");
  }

  @Test
  void where_all_take_too_much_the_oldest_go_first() throws Exception {
    run(1, 3, 1);
    run(2, 2, 1);
    run(3, 1, 1);
    database.useTransaction(
        tx ->
            assertThat(tx.retention().old(Kind.IMAGES, NOW.minus(Duration.ofDays(30)), 250))
                .extracting(o -> o.run().value())
                .containsExactly("r1"));
  }

  @Test
  void one_sweeps_at_a_time_and_one_in_each_hour() throws Exception {
    run(1, 400, 1);
    database.useTransaction(
        tx -> {
          assertThat(tx.retention().alone()).isTrue();
          assertThat(CompletableFuture.supplyAsync(() -> sweep.sweep(NOW)).join())
              .contains("transcripts of 0 runs");
          assertThat(tx.retention().takeTurn(Duration.ofHours(1))).isTrue();
          assertThat(tx.retention().takeTurn(Duration.ofHours(1))).isFalse();
        });
    assertThat(sweep.sweep(NOW)).contains("transcripts of 1 runs");
  }

  @Test
  void fresh_bytes_are_kept_until_they_are_named() throws Exception {
    sql("insert into artifact values (repeat('d', 64), 'x', timestamptz '2027-05-31T00:00:00Z')");
    assertThat(sweep.sweep(NOW)).contains(" 0 artifacts;");
    assertThat(sweep.sweep(NOW.plus(Duration.ofDays(2)))).contains(" 1 artifacts;");
  }
}
