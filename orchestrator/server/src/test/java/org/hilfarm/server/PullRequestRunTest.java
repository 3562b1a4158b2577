package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.server.dashboard.Pages;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One active run for each pull request, on two orchestrators. */
@ExtendWith(TestPostgres.Shared.class)
class PullRequestRunTest {
  private static final String OLD = "?pull-request=10432&commit=0123456789abcdef";
  private static final String NEW = "?pull-request=10432&commit=FEDCBA9876543210";

  private final Path folder;
  private final String database;

  PullRequestRunTest(@TempDir Path folder, TestPostgres postgres) {
    this.folder = folder;
    this.database = postgres.fresh();
  }

  private static HttpResponse<byte[]> send(Http submitter, String query) {
    try {
      return submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), query);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunId submit(Http submitter, String query) throws Exception {
    HttpResponse<byte[]> answer = send(submitter, query);
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private static RunView view(Http http, RunId run) throws Exception {
    return http.get("/api/v1/runs/" + run, RunView.class);
  }

  @Test
  void a_newer_commit_takes_the_place_of_a_run_that_waits() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId older = submit(submitter, OLD);
      RunId newer = submit(submitter, NEW);
      RunView was = view(submitter, older);
      assertThat(was.verdict()).contains("cancelled");
      assertThat(was.reasons())
          .containsExactly(
              "superseded by run r2, which tests adafruit/circuitpython#10432 at fedcba9876");
      assertThat(was.change().orElseThrow().words())
          .isEqualTo("adafruit/circuitpython#10432 at 0123456789, superseded by run r2");
      assertThat(view(submitter, newer).change())
          .contains(
              new RunView.Change(
                  "adafruit/circuitpython",
                  10432,
                  "fedcba9876543210",
                  Optional.of(older),
                  Optional.empty()));
      assertThat(Pages.run(view(submitter, newer)))
          .contains("adafruit/circuitpython#10432 at fedcba9876, in place of run r1");
      WorkOffer offer = agent.work("P1");
      assertThat(offer.run()).isEqualTo(newer);
      agent.pass(offer);
      assertThat(view(submitter, newer).verdict()).contains("mergeable");
      assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void a_board_at_work_for_it_is_told_and_gives_its_lease_back() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId older = submit(submitter, OLD);
      WorkOffer offer = agent.work("P1");
      assertThat(Json.read(agent.renew(offer).body(), Renewal.Renewed.class).cancel()).isFalse();
      RunId newer = submit(submitter, OLD);
      assertThat(Json.read(agent.renew(offer).body(), Renewal.Renewed.class).cancel()).isTrue();
      assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204); // the board is not free yet
      agent.deliver(
          offer,
          Reports.answer(
              offer,
              Reports.running(offer.image()),
              new Outcome.NotRun(new Fault(FaultKind.CANCELLED, "cancelled"))));
      assertThat(agent.work("P1").run()).isEqualTo(newer);
      RunView was = view(submitter, older);
      assertThat(was.verdict()).contains("cancelled");
      assertThat(was.reasons())
          .containsExactly(
              "superseded by run r2, which tests adafruit/circuitpython#10432 at 0123456789, the"
                  + " same commit, again");
      assertThat(was.boards()).hasSize(1);
    }
  }

  @Test
  void other_pull_requests_and_ended_runs_are_left_alone() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId ended = submit(submitter, OLD);
      agent.pass(agent.work("P1"));
      RunId next = submit(submitter, NEW);
      RunId fork = submit(submitter, OLD + "&repository=somebody/circuitpython");
      RunId other = submit(submitter, OLD.replace("10432", "10433"));
      assertThat(view(submitter, ended).verdict()).contains("mergeable");
      assertThat(view(submitter, next).change().orElseThrow().replaces()).isEmpty();
      for (RunId run : List.of(next, fork, other)) {
        assertThat(view(submitter, run).verdict()).isEmpty();
      }
    }
  }

  @Test
  void what_is_refused_supersedes_nothing() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter, OLD);
      refused(submitter, NEW + "&suite=none", "suite: there is no suite");
      refused(submitter, "?pull-request=0x1&commit=0123456", "pull-request: must be a number");
      refused(submitter, "?pull-request=0&commit=0123456", "pull-request: must be 1 to 100000000");
      refused(submitter, "?pull-request=1", "commit: say which commit of the pull request");
      refused(submitter, "?pull-request=1&commit=main", "commit: must be 7 to 64 hexadecimal");
      refused(submitter, "?commit=0123456", "pull-request: a commit and a repository are said");
      refused(submitter, NEW + "&repository=a%20b", "repository: must be OWNER/NAME");
      assertThat(view(submitter, run).verdict()).isEmpty();
    }
  }

  private static void refused(Http submitter, String query, String why) throws Exception {
    HttpResponse<byte[]> answer = send(submitter, query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.read(answer.body(), Refused.class).problems())
        .singleElement()
        .asString()
        .startsWith(why);
  }

  @Test
  void of_many_at_the_same_moment_on_two_orchestrators_the_last_number_stays() throws Exception {
    try (Orchestrator one = Orchestrator.start(Farms.settings(folder, database));
        Orchestrator two = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(one);
        Http atOne = Http.submitter(one);
        Http atTwo = Http.submitter(two);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      agent.hello(board(PICO, "P1"));
      List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Http http = i % 2 == 0 ? atOne : atTwo;
        sent.add(CompletableFuture.supplyAsync(() -> send(http, OLD), threads));
      }
      for (var answer : sent) {
        assertThat(answer.join().statusCode()).isEqualTo(202);
      }
      for (int number = 1; number <= 8; number++) {
        RunView run = view(atOne, new RunId("r" + number));
        RunView.Change change = run.change().orElseThrow();
        assertThat(run.verdict().isPresent()).isEqualTo(number < 8);
        assertThat(change.replaces())
            .isEqualTo(number == 1 ? Optional.empty() : Optional.of(new RunId("r" + (number - 1))));
        assertThat(change.replacedBy())
            .isEqualTo(number == 8 ? Optional.empty() : Optional.of(new RunId("r" + (number + 1))));
      }
      assertThat(agent.work("P1").run()).isEqualTo(new RunId("r8"));
    }
  }
}
