package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What SQL makes of many runs. */
@ExtendWith(TestPostgres.Shared.class)
class HistoryRowsTest {
  private static final String DIGEST = "0".repeat(64);
  private static final ScheduleId NIGHTLY = new ScheduleId("nightly");

  private final Database database;
  private final Connection sql;
  private int token;

  HistoryRowsTest(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    this.database = Database.open(url);
    this.sql = DriverManager.getConnection(url);
    execute("insert into artifact (digest, bytes) values ('" + DIGEST + "', '')");
    execute(
        "insert into schedule (id, definition, paused, considered) values ('nightly', '{}', false,"
            + " now())");
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
    database.close();
  }

  private void execute(String statement) throws SQLException {
    try (var executed = sql.createStatement()) {
      executed.execute(statement);
    }
  }

  /** A finished run of the schedule on that day of November. */
  private void night(int day) throws SQLException {
    execute(
        "insert into run (id, number, name, suite, plan, inputs, finished, verdict) values ('r%d',"
                .formatted(day)
            + " %d, 'n', 's', '{}', '%s', now(), '{\"is\":\"undecided\",\"reasons\":[]}')"
                .formatted(day, DIGEST));
    execute(
        "insert into schedule_fire (schedule, due, how, run) values ('nightly',"
            + " '2026-11-%02d 02:00Z', 'due', 'r%d')".formatted(day, day));
  }

  private void ended(int run, String script, String image, String board, String outcome)
      throws SQLException {
    ended(run, script, image, board, outcome, "planned");
  }

  private void ended(
      int run, String script, String image, String board, String outcome, String part)
      throws SQLException {
    token++;
    execute(
        "insert into lease (token, attempt, rack, serial, expires, ended, ended_how) values (%d, 1,"
                .formatted(token)
            + " 'demo', '%s', now(), now(), 'reported')".formatted(board));
    execute(
        "insert into script_outcome (token, script, run, board_type, rack, serial, image, part,"
            + " outcome) values (%d, '%s', 'r%d', 'pico', 'demo', '%s', '%s', '%s', '%s')"
                .formatted(token, script, run, board, image, part, outcome));
  }

  private void measured(int run, double value) throws SQLException {
    token++;
    execute(
        "insert into lease (token, attempt, rack, serial, expires, ended, ended_how) values (%d, 1,"
                .formatted(token)
            + " 'demo', 'P1', now(), now(), 'reported')");
    execute(
        "insert into script_measure values (%d, 'heap/a', 1, 'r%d', 'pico', 'free', 'B', %s)"
            .formatted(token, run, value));
  }

  private List<FlakinessView.Pair> flakiness(int days) {
    Sought all = Sought.all(days);
    return database.inTransaction(tx -> tx.past().told(all, tx.past().pairs(all, 500))).stream()
        .map(PastRows.Told::counts)
        .toList();
  }

  private NightsView nights(String upto, int window) {
    return database.inTransaction(tx -> tx.history().nights(NIGHTLY, Instant.parse(upto), window));
  }

  @Test
  void flaky_is_what_the_same_image_both_passed_and_failed() throws Exception {
    night(1);
    for (String outcome : List.of("passed", "failed", "passed", "open")) {
      ended(1, "heap/flaky", "image-a", "P1", outcome);
    }
    ended(1, "heap/flaky", "image-b", "P2", "passed");
    ended(1, "heap/flaky", "image-b", "P2", "passed", "rerun");
    ended(1, "heap/flaky", "image-c", "P2", "failed", "preflight");
    ended(1, "heap/regressed", "image-a", "P1", "passed");
    ended(1, "heap/regressed", "image-b", "P1", "failed");
    ended(1, "heap/regressed", "image-b", "P2", "failed");
    List<FlakinessView.Pair> pairs = flakiness(30);
    assertThat(pairs)
        .extracting(p -> p.script().value())
        .containsExactly("heap/flaky", "heap/regressed");
    FlakinessView.Pair flaky = pairs.getFirst();
    assertThat(flaky.passed()).isEqualTo(4);
    assertThat(flaky.failed()).isEqualTo(1);
    assertThat(flaky.word()).isEqualTo("flaky");
    assertThat(flaky.flakiness()).isEqualTo("1 of 2 images both passed and failed");
    assertThat(flaky.passRate()).isEqualTo("4 of 5 runs passed: too few for a rate");
    assertThat(flaky.boards()).isEqualTo(2);
    assertThat(flaky.boardsFailed()).isEqualTo(1);
    FlakinessView.Pair regressed = pairs.getLast();
    assertThat(regressed.mixed()).isZero();
    assertThat(regressed.word()).isEqualTo("too few to say");
  }

  @Test
  void what_is_older_than_the_days_is_not_looked_at() throws Exception {
    night(1);
    ended(1, "heap/a", "image-a", "P1", "failed");
    execute("update script_outcome set stored = now() - interval '8 days'");
    assertThat(flakiness(7)).isEmpty();
    assertThat(flakiness(9)).hasSize(1);
  }

  @Test
  void those_that_failed_most_come_first_and_others_where_there_is_room() throws Exception {
    night(1);
    ended(1, "heap/old", "image-a", "P1", "failed");
    ended(1, "heap/older", "image-a", "P1", "passed");
    execute("update script_outcome set stored = now() - interval '31 days'");
    ended(1, "heap/b", "image-a", "P1", "failed");
    for (String script : List.of("heap/z", "heap/c", "heap/a", "heap/b")) {
      ended(1, script, "image-b", "P1", script.equals("heap/z") ? "failed" : "passed");
      ended(1, script, "image-b", "P1", "failed", "preflight");
    }
    ended(1, "heap/z", "image-b", "P2", "failed");
    ended(1, "heap/open", "image-b", "P2", "open");
    assertThat(most(1)).containsExactly("heap/z");
    assertThat(most(2)).containsExactly("heap/z", "heap/b");
    assertThat(most(3)).containsExactly("heap/z", "heap/b", "heap/a");
    assertThat(most(9)).containsExactly("heap/z", "heap/b", "heap/a", "heap/c");
  }

  private List<String> most(int most) {
    return database.inTransaction(tx -> tx.past().pairs(Sought.all(30), most)).stream()
        .map(p -> p.script().value())
        .toList();
  }

  @Test
  void rates_are_told_with_how_far_they_can_be_trusted() throws Exception {
    night(1);
    for (int i = 0; i < 40; i++) {
      ended(1, "heap/a", "image-" + i / 2, "P1", i == 0 ? "failed" : "passed");
    }
    assertThat(flakiness(30).getFirst().passRate())
        .isEqualTo("39 of 40 runs passed: 98 %, likely between 87 and 100 %");
  }

  @Test
  void nights_tell_what_is_new_fixed_still_failing_and_flaky() throws Exception {
    String[][] history = {
      {"new/a", "passed", "passed", "passed", "failed"},
      {"fixed/a", "failed", "failed", "passed", "passed"},
      {"still/a", "passed", "failed", "failed", "failed"},
      {"fixed/b", "passed", "failed", "failed", "passed"},
      {"flaky/a", "passed", "failed", "passed", "failed"},
      {"steady/a", "passed", "passed", "passed", "passed"},
      {"broken/a", "failed", "failed", "failed", "failed"},
    };
    for (int day = 1; day <= 4; day++) {
      night(day);
      for (String[] script : history) {
        ended(day, script[0], "image-" + day, "P1", script[day]);
      }
    }
    // Both in one night, as a soak's rounds can be.
    ended(2, "rounds/a", "image-2", "P1", "passed");
    ended(2, "rounds/a", "image-2", "P1", "failed");
    ended(4, "rounds/a", "image-4", "P1", "passed");
    NightsView view = nights("2026-11-30T00:00:00Z", 8);
    assertThat(view.nights())
        .extracting(n -> n.run().value())
        .containsExactly("r4", "r3", "r2", "r1");
    assertThat(view.changes())
        .extracting(c -> c.what() + " " + c.script() + " since " + c.since())
        .containsExactly(
            "new failure new/a since r4",
            "still failing still/a since r2",
            "flaky flaky/a since r2",
            "flaky rounds/a since r2",
            "fixed fixed/a since r1",
            "fixed fixed/b since r2");
    assertThat(view.summary())
        .isEqualTo("the last of 4 nights: 1 new failures, 1 still failing, 2 fixed, 2 flaky");
    assertThat(view.changes().getFirst().words())
        .isEqualTo("new failure: failed in 1 of 4 nights, first in r4");
  }

  @Test
  void a_run_is_compared_with_what_came_before_it_and_only_so_far_back() throws Exception {
    for (int day = 1; day <= 5; day++) {
      night(day);
      ended(day, "heap/a", "image", "P1", day == 1 || day == 3 ? "failed" : "passed");
    }
    execute("update run set finished = null, verdict = null where id = 'r5'");
    NightsView asOfThird = nights("2026-11-03T02:00:00Z", 8);
    assertThat(asOfThird.nights())
        .extracting(NightsView.Night::run)
        .containsExactly(new RunId("r3"), new RunId("r2"), new RunId("r1"));
    NightsView two = nights("2026-11-30T00:00:00Z", 2);
    assertThat(two.nights()).extracting(n -> n.run().value()).containsExactly("r4", "r3");
    assertThat(two.changes()).extracting(NightsView.Change::what).containsExactly("fixed");
    assertThat(
            database.inTransaction(tx -> tx.history().fireOf(new RunId("r3"))).orElseThrow().due())
        .isEqualTo(Instant.parse("2026-11-03T02:00:00Z"));
  }

  @Test
  void measures_have_a_slope_from_three_nights_on() throws Exception {
    for (int day = 1; day <= 2; day++) {
      night(day);
      measured(day, 1000 - 10 * day);
      measured(day, 1002 - 10 * day);
    }
    NightsView.Course two = nights("2026-11-30T00:00:00Z", 8).courses().getFirst();
    assertThat(two.perNight()).isEmpty();
    assertThat(two.words()).contains("too few nights for a slope");
    night(3);
    measured(3, 971);
    NightsView.Course three = nights("2026-11-30T00:00:00Z", 8).courses().getFirst();
    assertThat(three.nights()).isEqualTo(3);
    assertThat(three.perNight().orElseThrow()).isCloseTo(-10, within(1e-9));
    assertThat(three.words()).isEqualTo("free: -10 B a night over 3 nights, from 991 to 971 B");
  }

  @Test
  void a_schedule_without_runs_has_nothing_to_compare() {
    NightsView view = nights("2026-11-30T00:00:00Z", 8);
    assertThat(view.nights()).isEmpty();
    assertThat(view.summary()).isEqualTo("no earlier night to compare with");
  }
}
