package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database in which every promise was kept, and each of them broken by hand. */
@ExtendWith(TestPostgres.Shared.class)
class InquiryTest {
  private static final String DIGEST = "d".repeat(64);
  private static final Inquiry.Known KNOWN = new Inquiry.Known(List.of("r1"), List.of());

  private static final String KEPT =
      """
      insert into artifact (digest, bytes) values ('%1$s', '');
      insert into rack values ('bench', 'a', clock_timestamp());
      insert into board values ('bench', 'S1', 'slot', 'pico', '{}', 'READY', '', clock_timestamp());
      insert into run (id, number, name, suite, plan, inputs) values ('r1', 1, 'good 1', 'smoke',
        '{"required":[{"boardType":"pico","script":"a/b"}],
          "jobs":[{"id":"r1-1","image":{"boardType":"pico","digest":"%1$s"}}]}', '%1$s');
      insert into job (id, run, position, board_type, needs, script_count, state)
        values ('r1-1', 'r1', 0, 'pico', '{}', 1, 'done');
      insert into lease (token, job, attempt, rack, serial, granted, expires, ended, ended_how)
        values (1, 'r1-1', 1, 'bench', 'S1', '2026-01-01 10:00:00Z', '2026-01-01 10:00:12Z',
          '2026-01-01 10:00:10Z', 'reported');
      insert into attempt (token, run, job, number, digest, report) values (1, 'r1', 'r1-1', 1, 'x',
        '{"boardType":"pico","emulated":false,
          "flash":{"is":"running","written":"%1$s","boardId":"pico"},
          "scripts":[{"script":"a/b","outcome":{"is":"passed"}}]}');
      update run set finished = clock_timestamp(), verdict = '{"is":"mergeable","passedPairs":1}';
      update run set report_url = '/reports/r1/';
      insert into report (run, made) values ('r1', clock_timestamp());
      """
          .formatted(DIGEST);

  private static final String ANOTHER_LEASE =
      "insert into lease (token, job, attempt, rack, serial, granted, expires, ended, ended_how)"
          + " values (2, 'r1-1', 2, 'bench', 'S1', ";

  private final String url;

  InquiryTest(TestPostgres postgres) {
    this.url = postgres.fresh();
  }

  @BeforeEach
  void all_promises_are_kept() throws SQLException {
    Database.open(url).close();
    Witness.watch(url);
    sql(KEPT);
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private List<String> broken(Inquiry.Known known) {
    return new Inquiry(url).ask(known).stream().map(Inquiry.Broken::question).toList();
  }

  @Test
  void nothing_is_said_of_a_farm_that_kept_its_promises() {
    assertThat(new Inquiry(url).ask(KNOWN)).isEmpty();
    assertThat(new Inquiry(url).open()).isEmpty();
    assertThat(new Inquiry(url).ready()).isOne();
    assertThat(new Inquiry(url).figures())
        .containsEntry("runs", 1L)
        .containsEntry("mergeable", 1L)
        .containsEntry("attempts", 1L)
        .containsEntry("expired_leases", 0L);
  }

  static Stream<Arguments> promises() {
    String expired =
        "'2026-01-01 10:01:00Z', '2026-01-01 10:01:12Z', '2026-01-01 10:01:13Z', 'expired')";
    return Stream.of(
        Arguments.of("GREEN_IS_PROVEN", "update lease set ended_how = 'expired', ended = expires"),
        Arguments.of("GREEN_IS_PROVEN", change("\"written\":\"d", "\"written\":\"e")),
        Arguments.of("GREEN_IS_PROVEN", change("\"boardId\":\"pico", "\"boardId\":\"other")),
        Arguments.of("GREEN_IS_PROVEN", change("passed", "skipped")),
        Arguments.of("GREEN_IS_PROVEN", change("\"emulated\":false", "\"emulated\":true")),
        Arguments.of("GREEN_IS_PROVEN", change("running", "not-running")),
        Arguments.of(
            "ONE_HOLDER",
            ANOTHER_LEASE
                + "'2026-01-01 10:00:05Z', '2026-01-01 10:00:17Z', '2026-01-01 10:00:18Z',"
                + " 'expired')"),
        Arguments.of(
            "LEASE_LASTS",
            ANOTHER_LEASE
                + "'2026-01-01 10:01:00Z', '2026-01-01 10:01:12Z', '2026-01-01 10:01:11Z',"
                + " 'expired')"),
        Arguments.of(
            "LATE_NEVER_COUNTS", "update lease set ended = expires + interval '2 seconds'"),
        Arguments.of(
            "LATE_NEVER_COUNTS",
            ANOTHER_LEASE
                + expired
                + "; insert into attempt (token, run, job, number, digest, report)"
                + " select 2, run, job, 2, digest, report from attempt"),
        Arguments.of(
            "LATE_NEVER_COUNTS",
            ANOTHER_LEASE
                + "'2026-01-01 10:01:00Z', '2026-01-01 10:01:05Z', '2026-01-01 10:01:06Z',"
                + " 'lapsed'); insert into attempt (token, run, job, number, digest, report)"
                + " select 2, run, job, 2, digest, report from attempt"),
        Arguments.of("NOTHING_WAITS", "update job set state = 'held'"),
        Arguments.of(
            "NOTHING_WAITS",
            "insert into board_standing values ('bench', 'S1', 'RECOVERING', 'hung')"),
        Arguments.of(
            "NOTHING_WAITS",
            "insert into lease (token, attempt, rack, serial, expires)"
                + " values (2, 0, 'bench', 'S2', clock_timestamp())"),
        Arguments.of("BOARD_IS_BACK", "update board set state = 'OFFLINE'"),
        Arguments.of("REPORT_IS_THERE", "update run set report_url = null"),
        Arguments.of("REPORT_IS_THERE", "delete from report"),
        Arguments.of("RUN_ENDS_ONCE", "update run set verdict = verdict || ' '"),
        Arguments.of("REGRESSED_IS_NOT_GREEN", "update run set name = 'regressed 1'"));
  }

  private static String change(String from, String to) {
    return "update attempt set report = replace(report, '%s', '%s')".formatted(from, to);
  }

  @ParameterizedTest
  @MethodSource("promises")
  void a_broken_promise_is_told(String question, String breaking) throws SQLException {
    sql(breaking);
    assertThat(broken(KNOWN)).contains(question);
  }

  @Test
  void an_accepted_run_that_is_gone_is_told_by_its_name() {
    assertThat(new Inquiry(url).ask(new Inquiry.Known(List.of("r1", "r2"), List.of())))
        .singleElement()
        .satisfies(
            b -> {
              assertThat(b.promise()).isEqualTo("every accepted run is there");
              assertThat(b.rows()).containsExactly(Map.of("accepted_and_gone", "r2"));
            });
  }

  @Test
  void a_run_that_never_ended_is_told() throws SQLException {
    sql("update run set finished = null, verdict = null");
    assertThat(broken(KNOWN)).contains("RUN_ENDS_ONCE", "NOTHING_WAITS");
    assertThat(new Inquiry(url).open()).containsEntry("runs", 1L);
  }

  @Test
  void red_without_evidence_and_a_good_build_that_is_red_are_told() throws SQLException {
    sql(
        "alter table run disable trigger ends;"
            + "update run set verdict = '{\"is\":\"blocked\",\"reasons\":[]}'");
    assertThat(broken(KNOWN)).containsExactly("RED_HAS_EVIDENCE", "GOOD_IS_NOT_RED");
    sql(change("passed", "failed"));
    assertThat(broken(KNOWN)).containsExactly("GOOD_IS_NOT_RED");
    assertThat(broken(new Inquiry.Known(List.of("r1"), List.of("bench/S1")))).isEmpty();
  }

  @Test
  void a_late_result_counts_after_postgresql_was_away() throws SQLException {
    sql(
        "update lease set ended = expires + interval '5 seconds';"
            + "insert into witness.start select expires + interval '1 second' from lease");
    assertThat(broken(KNOWN)).isEmpty();
  }

  @Test
  void how_fast_a_dead_agent_is_noticed_and_a_board_comes_back_is_counted() throws SQLException {
    sql(
        "insert into witness.death values ('bench', '2026-01-01 10:00:05Z');"
            + "update lease set ended_how = 'expired', ended = expires + interval '1 second';"
            + "insert into board_event (rack, serial, at, what, result, seen) values"
            + " ('bench', 'S1', '2026-01-01 10:00:00Z', 'state', 'RECOVERING', ''),"
            + " ('bench', 'S1', '2026-01-01 10:00:07Z', 'state', 'READY', '')");
    assertThat(new Inquiry(url).figures())
        .containsEntry("dead_agent_noticed_ms", 8000L)
        .containsEntry("board_back_ms", 7000L);
  }

  @Test
  void without_a_database_it_says_so() {
    assertThatThrownBy(() -> new Inquiry(url.replaceFirst(":[0-9]+/", ":1/")).open())
        .isInstanceOf(DatabaseAwayException.class)
        .hasMessageStartingWith("PostgreSQL does not answer: ");
  }
}
