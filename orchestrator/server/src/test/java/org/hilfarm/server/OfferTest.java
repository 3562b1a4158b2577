package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job whose agent died while it asked, or gives the job back. */
@ExtendWith(TestPostgres.Shared.class)
class OfferTest {
  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;

  OfferTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
  }

  @BeforeEach
  void the_rack_is_there() throws Exception {
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void close() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private RunId submit() throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    return Json.read(answer.body(), Accepted.class).run();
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  private int sql(String statement) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var update = connection.createStatement()) {
      return update.executeUpdate(statement);
    }
  }

  /** As if its time had passed. */
  private void runOut(WorkOffer offer) throws Exception {
    sql("update lease set expires = clock_timestamp() where token = " + offer.lease().token());
  }

  private Duration lasts(WorkOffer offer, String since) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var query = connection.createStatement();
        var row =
            query.executeQuery(
                "select cast(round(extract(epoch from expires - %s)) as int) from lease where token = %s"
                    .formatted(since, offer.lease().token()))) {
      assertThat(row.next()).isTrue();
      return Duration.ofSeconds(row.getInt(1));
    }
  }

  @Test
  void an_offer_that_nobody_takes_up_costs_the_job_nothing() throws Exception {
    RunId run = submit();
    for (int i = 0; i < 4; i++) { // more often than a job is tried
      WorkOffer offer = agent.offered("P1");
      assertThat(offer.lease().attempt()).isEqualTo(1);
      runOut(offer);
    }
    WorkOffer taken = agent.work("P1");
    assertThat(taken.lease().attempt()).isEqualTo(1);
    assertThat(agent.pass(taken).statusCode()).isEqualTo(200);
    assertThat(view(run).verdict()).contains("mergeable");
    assertThat(view(run).boards()).hasSize(1);
  }

  @Test
  void an_offer_is_good_for_seconds_and_a_lease_only_once_it_is_taken_up() throws Exception {
    submit();
    WorkOffer offer = agent.offered("P1");
    assertThat(lasts(offer, "granted")).isEqualTo(Duration.ofSeconds(5));
    agent.renew(offer);
    assertThat(lasts(offer, "taken")).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void nothing_waits_for_ever_for_agents_that_only_ask() throws Exception {
    RunId run = submit();
    WorkOffer first = agent.offered("P1");
    String lapsed =
        """
        insert into lease (token, job, attempt, rack, serial, expires, ended, ended_how)
        select nextval('fence'), job, attempt, rack, serial, expires, granted, 'lapsed'
        from lease cross join generate_series(1, 20)
        """;
    assertThat(sql(lapsed)).isEqualTo(20);
    runOut(first);
    for (int attempt = 2; attempt <= 3; attempt++) {
      WorkOffer next = agent.offered("P1");
      assertThat(next.lease().attempt()).isEqualTo(attempt);
      runOut(next);
    }
    String told = "";
    try (var lines = submitter.lines("/api/v1/runs/" + run + "/events")) {
      told = lines.filter(l -> l.contains("undecided")).findFirst().orElseThrow();
    }
    assertThat(told)
        .contains(
            "rack demo did not take up the offer, as were 20 offers of the job before, while it had"
                + " board P1 for job r1-1 (attempt 3): look at its agent");
  }

  @Test
  void a_job_that_its_agent_gives_back_goes_to_another_at_once() throws Exception {
    RunId run = submit();
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    WorkOffer cut = agent.work("P1");
    assertThat(agent.giveBack(cut).statusCode()).isEqualTo(200);

    WorkOffer again = agent.work("P2");
    assertThat(again.lease().job()).isEqualTo(cut.lease().job());
    assertThat(again.lease().attempt()).isEqualTo(1);
    assertThat(again.seed()).isEqualTo(cut.seed());
    assertThat(agent.pass(cut).statusCode()).as("a report after all").isEqualTo(409);
    HttpResponse<byte[]> twice = agent.giveBack(cut);
    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(Json.read(twice.body(), Refused.class).problems().getFirst())
        .startsWith("lease %s of job r1-1 on board P1 is over".formatted(cut.lease().token()));

    assertThat(agent.pass(again).statusCode()).isEqualTo(200);
    assertThat(view(run).verdict()).contains("mergeable");
    assertThat(view(run).boards()).hasSize(1);
  }

  @Test
  void a_cancelled_runs_job_that_is_given_back_is_over() throws Exception {
    RunId run = submit();
    WorkOffer offer = agent.work("P1");
    submitter.post("/api/v1/runs/" + run + "/cancel", Map.of());
    assertThat(agent.giveBack(offer).statusCode()).isEqualTo(200);
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    assertThat(view(run).verdict()).contains("cancelled");
  }

  @Test
  void words_that_would_forge_the_log_are_refused() throws Exception {
    submit();
    WorkOffer offer = agent.work("P1");
    HttpResponse<byte[]> answer =
        agent
            .http()
            .post(
                "/api/v1/leases/" + offer.lease().token() + "/return",
                new GiveBack(offer.lease().token(), "closes\nWARN all is well" + "!".repeat(200)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.read(answer.body(), Refused.class).problems())
        .containsExactly(
            "why: 223 characters are too many; at most 200 are taken",
            "why: one line, without control characters");
    assertThat(agent.renew(offer).statusCode()).isEqualTo(200);
  }
}
