package org.hilfarm.server.github.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.OrchestratorSettings;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.check.CheckDoor.Said;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Bells;
import org.hilfarm.server.postgres.CheckOutboxRows;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class CheckOutboxTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final GateRow.Commit COMMIT = new GateRow.Commit(7, SHA);

  private static final Pace QUICK =
      new Pace(
          Duration.ofMillis(60),
          Duration.ofMillis(60),
          Duration.ofMillis(40),
          Duration.ofSeconds(20),
          Duration.ofMillis(10),
          Duration.ofMillis(50));

  /** A database, an outbox or two, and what they tell. */
  private static final class Rig implements AutoCloseable {
    final Database database;
    final Bells bells;
    final MemoryDoor door = new MemoryDoor();
    final List<CheckOutbox> outboxes = new ArrayList<>();

    Rig(String url) {
      this.database = Database.open(url);
      this.bells = new Bells(database);
      database.useTransaction(
          tx -> tx.repositories().put(new RepositoryRows.Known(7, "adafruit/circuitpython", 99)));
    }

    CheckOutbox start(Pace pace, boolean perBoard) {
      CheckOutbox outbox =
          new CheckOutbox(
              database,
              new RunStore(database, Patience.usual()),
              bells.gitHub(),
              new CheckSettings(door, pace, "https://farm.example", perBoard));
      outboxes.add(outbox);
      return outbox;
    }

    void gate(GateRow.State state, String why) {
      database.useTransaction(
          tx -> {
            GateRow gate =
                tx.gates().open(COMMIT, GateRow.Kind.PUSH, OptionalInt.empty(), "a build began");
            tx.gates().put(gate.in(state, why));
          });
    }

    void gate(RunId run) {
      database.useTransaction(
          tx -> {
            GateRow gate =
                tx.gates().open(COMMIT, GateRow.Kind.PUSH, OptionalInt.empty(), "a build began");
            tx.gates().put(gate.with(run, ""));
          });
    }

    void close(CheckOutbox outbox) {
      outbox.close();
      outboxes.remove(outbox);
    }

    @Override
    public void close() {
      bells.close();
      outboxes.forEach(CheckOutbox::close);
      database.close();
    }
  }

  private static Predicate<MemoryDoor.Made> concluded(String conclusion) {
    return made -> made.request().conclusion().equals(Optional.of(conclusion));
  }

  @Test
  void a_gate_is_told_once_and_then_changed(TestPostgres postgres) throws Exception {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.gate(GateRow.State.BUILDING, "the build is under way");
      rig.start(QUICK, false);
      MemoryDoor.Made queued = rig.door.awaits(m -> m.request().status().equals("queued"));
      assertThat(queued.request().name()).isEqualTo("hil-test / gate");
      assertThat(queued.request().externalId()).isEqualTo("hil-7-0123456789ab-1");

      rig.gate(GateRow.State.SKIPPED, "only docs changed");
      MemoryDoor.Made skipped = rig.door.awaits(concluded("skipped"));
      assertThat(skipped.id()).isEqualTo(queued.id());
      assertThat(rig.door.all()).hasSize(1);
    }
  }

  @Test
  void what_changes_all_the_time_is_told_once_in_a_while_and_the_last_word_counts(
      TestPostgres postgres) throws Exception {
    Duration gap = Duration.ofMillis(400);
    Pace slow =
        new Pace(gap, gap, QUICK.look(), QUICK.lease(), QUICK.firstRest(), QUICK.longestRest());
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.gate(GateRow.State.BUILDING, "word 0");
      rig.start(slow, false);
      for (int word = 1; word <= 60; word++) {
        rig.gate(GateRow.State.BUILDING, "word " + word);
        Pause.until(Deadline.after(Duration.ofMillis(20)));
      }
      rig.door.awaits(m -> m.request().summary().contains("word 60"));
      assertThat(rig.door.all()).hasSize(1);
      List<Long> times = rig.door.times();
      assertThat(times).hasSizeGreaterThan(1);
      for (int i = 1; i < times.size(); i++) {
        assertThat(Duration.ofNanos(times.get(i) - times.get(i - 1)))
            .isGreaterThanOrEqualTo(gap.minusMillis(2)); // PostgreSQL has a clock of its own
      }
    }
  }

  @Test
  void a_gate_that_opens_again_is_another_check_run(TestPostgres postgres) throws Exception {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.gate(GateRow.State.UNAPPROVED, "a first contribution");
      rig.start(QUICK, false);
      MemoryDoor.Made asks = rig.door.awaits(concluded("action_required"));
      assertThat(asks.request().buttons()).hasSize(1);
      rig.gate(GateRow.State.BUILDING, "approved");
      MemoryDoor.Made again = rig.door.awaits(m -> m.request().status().equals("queued"));
      assertThat(again.id()).isNotEqualTo(asks.id());
      assertThat(again.request().externalId()).endsWith("-2");
      assertThat(rig.door.all()).hasSize(2);
      assertThat(rig.door.all().getFirst().request().conclusion()).hasValue("action_required");
    }
  }

  @Test
  void nobody_takes_back_an_answer_that_is_there(TestPostgres postgres) throws Exception {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.gate(GateRow.State.SKIPPED, "only docs changed");
      rig.gate(GateRow.State.CANCELLED, "the pull request was closed");
      rig.start(QUICK, false);
      assertThat(rig.door.awaits(m -> m.request().conclusion().isPresent()).request().conclusion())
          .hasValue("skipped");
    }
  }

  @Test
  void a_lost_answer_makes_no_second_check_run(TestPostgres postgres) throws Exception {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.door.loseAnswers(3);
      rig.gate(GateRow.State.BUILDING, "the build is under way");
      rig.start(QUICK, false);
      rig.gate(GateRow.State.TIMED_OUT, "no artifact came");
      rig.door.awaits(concluded("timed_out"));
      assertThat(rig.door.all()).hasSize(1);
    }
  }

  @Test
  void a_verdict_arrives_once_through_a_storm(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    try (Orchestrator farm = Orchestrator.start(settings(folder, url));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm);
        Rig rig = new Rig(url)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      rig.gate(run);
      rig.start(QUICK, true);
      rig.start(QUICK, true);
      rig.door.awaits(m -> m.request().status().equals("queued"));
      rig.door.storm(25);
      agent.pass(agent.work("P1"));

      MemoryDoor.Made gate = rig.door.awaits(concluded("success"));
      rig.door.awaits(
          m ->
              m.request().name().equals("hil-test / raspberry_pi_pico")
                  && concluded("success").test(m));
      assertThat(rig.door.stormed()).isGreaterThanOrEqualTo(25);
      assertThat(rig.door.all()).hasSize(2);
      assertThat(gate.request().summary()).startsWith("**2 of 2 required pairs passed.**");
      assertThat(gate.request().details()).isEqualTo("https://farm.example/runs/" + run);
      rig.door.awaitsQuiet(QUICK.gap().multipliedBy(4));
      assertThat(rig.door.all().stream().filter(concluded("success"))).hasSize(2);
    }
  }

  @Test
  void a_run_that_somebody_cancels_cancels_its_gate(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    try (Orchestrator farm = Orchestrator.start(settings(folder, url));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm);
        Rig rig = new Rig(url)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      rig.gate(run);
      submitter.post("/api/v1/runs/" + run + "/cancel", "");
      rig.start(QUICK, false);
      MemoryDoor.Made gate = rig.door.awaits(concluded("cancelled"));
      assertThat(gate.request().title()).startsWith("Cancelled: cancelled by a submitter");
    }
  }

  @Test
  void another_orchestrator_goes_on_where_one_stopped(TestPostgres postgres) throws Exception {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.door.storm(1_000_000);
      rig.gate(GateRow.State.SKIPPED, "only docs changed");
      CheckOutbox first = rig.start(QUICK, false);
      rig.door.awaitsStorm(3);
      rig.close(first);
      assertThat(rig.database.unable()).isEmpty();
      rig.door.storm(0);
      rig.start(QUICK, false);
      rig.door.awaits(concluded("skipped"));
      assertThat(rig.door.all()).hasSize(1);
    }
  }

  @Test
  void whoever_lost_a_check_to_another_has_it_all_sent_again(TestPostgres postgres) {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.gate(GateRow.State.SKIPPED, "only docs changed");
      var late =
          rig.database
              .inTransaction(tx -> tx.checkOutbox().claim("one", Duration.ZERO))
              .orElseThrow();
      var other =
          rig.database
              .inTransaction(tx -> tx.checkOutbox().claim("two", Duration.ofMinutes(1)))
              .orElseThrow();
      var taken = new CheckOutboxRows.Taken(5, "d", "completed", Optional.of("skipped"), 0);
      boolean ours =
          rig.database.inTransaction(tx -> tx.checkOutbox().taken(other, taken, Duration.ZERO));
      boolean stale =
          rig.database.inTransaction(tx -> tx.checkOutbox().taken(late, taken, Duration.ZERO));
      assertThat(ours).isTrue();
      assertThat(stale).isFalse();
      var row =
          rig.database
              .inTransaction(tx -> tx.checks().find(7, SHA, "hil-test / gate"))
              .orElseThrow();
      assertThat(row.sent().digest()).isEmpty();
      assertThat(row.sent().checkRun()).hasValue(5L);
    }
  }

  @Test
  void what_GitHub_refuses_is_kept_with_its_reason(TestPostgres postgres) throws Exception {
    try (Rig rig = new Rig(postgres.fresh())) {
      rig.door.answer(new Said.Refused<>("the App may not write checks"));
      rig.gate(GateRow.State.SKIPPED, "only docs changed");
      rig.start(QUICK, false);
      rig.door.awaitsStorm(2);
      var row =
          rig.database
              .inTransaction(tx -> tx.checks().find(7, SHA, "hil-test / gate"))
              .orElseThrow();
      assertThat(row.sent().trouble()).hasValue("the App may not write checks");
      rig.door.storm(0);
      rig.door.awaits(concluded("skipped"));
    }
  }

  private static RunId submit(Http submitter) throws Exception {
    var accepted =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=x");
    return Json.read(accepted.body(), Accepted.class).run();
  }

  private static OrchestratorSettings settings(Path folder, String url) {
    return new OrchestratorSettings(
        folder,
        "127.0.0.1",
        0,
        Optional.of(url),
        TestData.trusted(),
        Patience.usual(),
        1,
        List.of());
  }
}
