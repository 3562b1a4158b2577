package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.CheckName;
import org.hilfarm.server.github.gate.GateHead;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs and checks are changed by several at the same time; nobody waits for who waits for them. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class CheckLocksTest {
  private static final RunId RUN = new RunId("r1");
  private static final BoardTypeId FEATHER = new BoardTypeId("feather");
  private static final BoardTypeId PICO = new BoardTypeId("pico");
  private static final GateHead HEAD =
      new GateHead(7, "adafruit/circuitpython", 99, "0".repeat(40), Optional.empty());

  private final String url;
  private final Database database;
  private final ExecutorService others = Executors.newFixedThreadPool(1);

  CheckLocksTest(TestPostgres postgres) {
    url = postgres.fresh();
    database = Database.open(url);
  }

  @BeforeEach
  void aRunAndItsGate() {
    byte[] inputs = "{}".getBytes(StandardCharsets.UTF_8);
    database.useTransaction(
        tx -> {
          tx.artifacts().put(Sha256.of(inputs), inputs);
          tx.runs().insert(plan(), Sha256.of(inputs), false, Optional.empty());
          follows(tx, Optional.empty());
        });
  }

  private static RunPlan plan() {
    return new RunPlan(
        RUN,
        new SuiteId("pr"),
        new Build("a build", List.of()),
        new TreeSet<>(),
        List.of(),
        List.of(),
        List.of(),
        "commit",
        false);
  }

  @AfterEach
  void close() throws InterruptedException {
    others.shutdownNow();
    assertThat(others.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    database.close();
  }

  private static void follows(Tx tx, Optional<BoardTypeId> type) {
    boolean unused =
        tx.checks()
            .want(
                HEAD,
                type.map(CheckName::of).orElse(CheckName.GATE),
                type,
                new CheckIntent.Follows(RUN));
  }

  private static void end(Tx tx) {
    assertThat(tx.runs().finish(RUN, new Verdict.Cancelled("nobody waits"))).isTrue();
  }

  private Future<?> meanwhile(Consumer<Tx> work) {
    return others.submit(() -> database.useTransaction(work));
  }

  private static void await(CountDownLatch event) {
    try {
      assertThat(event.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until somebody waits for a row of another. */
  private void awaitWaiting() {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    try (Connection connection = DriverManager.getConnection(url)) {
      while (waiting(connection) == 0) {
        assertThat(deadline.passed()).isFalse();
        Pause.until(deadline.within(Duration.ofMillis(20)));
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int waiting(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and datname = current_database()")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  @Test
  void a_check_that_is_added_to_a_run_does_not_wait_for_who_ends_the_run() throws Exception {
    CountDownLatch gateHeld = new CountDownLatch(1);
    CountDownLatch runHeld = new CountDownLatch(1);
    Future<?> adds =
        meanwhile(
            tx -> {
              tx.checks().changed(RUN); // holds the gate's check
              gateHeld.countDown();
              await(runHeld);
              follows(tx, Optional.of(PICO)); // names the run
            });
    await(gateHeld);
    database.useTransaction(
        tx -> {
          assertThat(tx.runs().lock(RUN)).isPresent();
          runHeld.countDown();
          end(tx); // changes the gate's check
        });
    adds.get(60, TimeUnit.SECONDS);
    List<CheckRow> checks = database.inTransaction(tx -> tx.checks().of(RUN));
    assertThat(checks).hasSize(2);
  }

  @Test
  void checks_of_a_run_are_taken_in_one_order_by_all() throws Exception {
    database.useTransaction(tx -> follows(tx, Optional.of(PICO)));
    database.useTransaction(tx -> follows(tx, Optional.of(FEATHER))); // younger, and sooner by name
    CountDownLatch featherHeld = new CountDownLatch(1);
    Future<?> adds =
        meanwhile(
            tx -> {
              follows(tx, Optional.of(FEATHER));
              featherHeld.countDown();
              awaitWaiting();
              follows(tx, Optional.of(PICO));
            });
    await(featherHeld);
    database.useTransaction(CheckLocksTest::end);
    adds.get(60, TimeUnit.SECONDS);
    boolean ended = database.inTransaction(tx -> tx.runs().finished(RUN));
    assertThat(ended).isTrue();
  }
}
