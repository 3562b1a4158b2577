package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.server.fixture.Browser;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RetentionRows;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenWish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The buttons of a run's page, and the same for programs, over real HTTP. */
@ExtendWith(TestPostgres.Shared.class)
class RunActsTest {
  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");
  private static final Outcome RED = Reports.failed(FaultKind.CHECK_FAILED);

  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;
  private final Browser here;

  RunActsTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.withPages(folder, database));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    here = Browser.atMachine(farm);
  }

  @AfterEach
  void close() {
    here.close();
    submitter.close();
    agent.close();
    farm.close();
  }

  private RunId submit(String query) throws Exception {
    agent.hello(board(PICO, "P1"));
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), query);
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  /** A run of two scripts, one of which does not pass. */
  private RunId red(String query) throws Exception {
    RunId run = submit(query);
    WorkOffer offer = agent.work("P1");
    agent.deliver(offer, redHeap(offer));
    assertThat(view(run).verdict()).contains("blocked");
    return run;
  }

  private static BoardReport redHeap(WorkOffer offer) {
    return new BoardReport(
        offer.lease().job(),
        offer.lease().attempt(),
        offer.lease().rack(),
        offer.lease().board(),
        PICO.id(),
        Reports.running(offer.image()),
        offer.scripts().stream()
            .map(s -> Reports.script(s.id(), s.id().equals(HEAP) ? RED : Reports.passed()))
            .toList(),
        List.of(),
        List.of(),
        Reports.START,
        Reports.START.plusSeconds(60));
  }

  private static String refused(HttpResponse<byte[]> answer, int status) throws Exception {
    String said = String.join("\n", Json.read(answer.body(), Refused.class).problems());
    assertThat(answer.statusCode()).as(said).isEqualTo(status);
    return said;
  }

  private List<String> audit() throws Exception {
    try (Http operator = Http.operator(farm)) {
      return Arrays.stream(operator.get("/api/v1/audit", AuditView[].class))
          .map(a -> "%s %s %s %s".formatted(a.actor(), a.deed(), a.subject(), a.said()))
          .toList();
    }
  }

  @Test
  void a_run_is_cancelled_by_a_button_and_the_page_says_so() throws Exception {
    RunId run = submit("?name=x");
    assertThat(here.get("/runs/" + run).body())
        .contains("Cancel this run", "Cancel run " + run + " now")
        .doesNotContain("Test again what did not pass");

    HttpResponse<String> pressed = here.press("/runs/" + run, "/runs/" + run + "/cancel");

    assertThat(pressed.statusCode()).isEqualTo(303);
    String page = pressed.headers().firstValue("Location").orElse("");
    assertThat(page).isEqualTo("/runs/" + run + "?did=cancelled");
    assertThat(here.get(page).body())
        .contains("role=\"status\">The run was cancelled.", "Test again what did not pass")
        .doesNotContain("Cancel this run");
    assertThat(view(run).verdict()).contains("cancelled");
    assertThat(audit())
        .contains(
            "somebody at the farm's machine run.cancelled "
                + run
                + " cancelled by somebody at the farm's machine");
    String over = here.press("/runs/" + run, "/runs/" + run + "/cancel").headers().toString();
    assertThat(over).contains("did=was-over");
  }

  @Test
  void a_forged_press_does_nothing() throws Exception {
    RunId run = submit("?name=x");
    String cancel = "/runs/" + run + "/cancel";
    String csrf = Browser.csrf(here.get("/runs/" + run)).orElseThrow();
    for (Map<String, String> form :
        List.of(
            Map.<String, String>of(),
            Map.of("csrf", ""),
            Map.of("csrf", "0".repeat(64)),
            Map.of("csrf", csrf.substring(1)))) {
      HttpResponse<String> answer = here.post(cancel, form);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("<h1>Not allowed</h1>", "load the page again");
    }
    Map<String, String> good = Map.of("csrf", csrf);
    for (String site : List.of("cross-site", "same-site", "none")) {
      here.says("Sec-Fetch-Site", site);
      assertThat(here.post(cancel, good).statusCode()).as(site).isEqualTo(403);
    }
    here.says("Sec-Fetch-Site", "");
    for (String origin : List.of("null", "https://evil.example", "http://127.0.0.1:1")) {
      here.says("Origin", origin);
      assertThat(here.post(cancel, good).statusCode()).as(origin).isEqualTo(403);
    }
    assertThat(view(run).verdict()).isEmpty();
    here.says("Origin", farm.url());
    assertThat(here.post(cancel, good).statusCode()).isEqualTo(303);
  }

  @Test
  void one_persons_page_is_of_no_use_to_another() throws Exception {
    RunId run = submit("?name=x");
    String cancel = "/runs/" + run + "/cancel";
    try (Browser anna = Browser.elsewhere(farm, "203.0.113.7");
        Browser bert = Browser.elsewhere(farm, "203.0.113.8")) {
      anna.signIn(farm.submitTokenFile());
      bert.signIn(farm.submitTokenFile());
      String annas = Browser.csrf(anna.get("/runs/" + run)).orElseThrow();
      String machines = Browser.csrf(here.get("/runs/" + run)).orElseThrow();
      assertThat(bert.post(cancel, Map.of("csrf", annas)).statusCode()).isEqualTo(403);
      assertThat(bert.post(cancel, Map.of("csrf", machines)).statusCode()).isEqualTo(403);
      assertThat(bert.keeps("").post(cancel, Map.of("csrf", machines)).statusCode()).isEqualTo(401);
      assertThat(view(run).verdict()).isEmpty();
      assertThat(anna.post(cancel, Map.of("csrf", annas)).statusCode()).isEqualTo(303);
    }
    assertThat(audit())
        .contains(
            "Anna, submitter (s1) run.cancelled " + run + " cancelled by Anna, submitter (s1)");
  }

  @Test
  void a_viewer_sees_no_button_and_has_none() throws Exception {
    RunId run = submit("?name=x");
    try (Http operator = Http.operator(farm);
        Browser anna = Browser.elsewhere(farm, "203.0.113.7")) {
      var wish = new TokenWish("x", List.of("runs:read"), 1);
      anna.signIn(Json.read(operator.post("/api/v1/tokens", wish).body(), TokenMade.class).token());
      HttpResponse<String> page = anna.get("/runs/" + run);
      assertThat(page.body()).doesNotContain("<form", "Cancel this run");
      String csrf = Browser.csrf(anna.get("/sign-in")).orElseThrow();
      HttpResponse<String> act = anna.post("/runs/" + run + "/cancel", Map.of("csrf", csrf));
      assertThat(act.statusCode()).isEqualTo(403);
      assertThat(act.body()).contains("has the role viewer here, and this needs the role operator");
    }
    assertThat(view(run).verdict()).isEmpty();
  }

  @Test
  void what_did_not_pass_is_tested_again_in_a_run_of_its_own() throws Exception {
    RunId red = red("?name=10.2.0&pull-request=7&commit=0123456789");

    HttpResponse<String> pressed = here.press("/runs/" + red, "/runs/" + red + "/again");

    assertThat(pressed.statusCode()).isEqualTo(303);
    String page = pressed.headers().firstValue("Location").orElse("");
    assertThat(page).isEqualTo("/runs/r2?did=again");
    assertThat(here.get(page).body())
        .contains(
            "This is the new run", "tests again what did not pass in run <a href=\"/runs/r1\">");
    RunId again = new RunId("r2");
    RunView view = view(again);
    assertThat(view.name()).isEqualTo("10.2.0 (again, what did not pass in r1)");
    assertThat(view.required()).containsExactly(new Requirement(PICO.id(), HEAP));
    assertThat(view.change()).as("it stands for no pull request").isEmpty();
    WorkOffer offer = agent.work("P1");
    assertThat(offer.scripts()).extracting(s -> s.id()).containsExactly(HEAP);
    assertThat(offer.image().digest()).isEqualTo(Sha256.of(Firmware.image(PICO)));
    agent.pass(offer);
    assertThat(view(again).verdict()).contains("mergeable");
    assertThat(view(red).verdict()).as("what was found stays").contains("blocked");
    assertThat(here.get("/runs/" + red).body())
        .contains("tested again in\n<a href=\"/runs/r2\">run r2</a>");
    assertThat(audit()).contains("somebody at the farm's machine rerun.asked r2 of run r1");
  }

  @Test
  void there_is_nothing_to_test_again_where_all_passed_or_it_goes_on() throws Exception {
    RunId run = submit("?name=x");
    String again = "/api/v1/runs/" + run + "/again";
    assertThat(refused(submitter.post(again, ""), 409)).contains("run r1 is not over");
    agent.pass(agent.work("P1"));
    assertThat(refused(submitter.post(again, ""), 409)).contains("everything", "has passed");
    assertThat(refused(submitter.post("/api/v1/runs/r9/again", ""), 404)).contains("no run r9");
    HttpResponse<String> page = here.press("/sign-in", "/runs/r9/again");
    assertThat(page.statusCode()).isEqualTo(403); // the page of the sign-in has no form here
  }

  @Test
  void of_two_who_ask_one_gets_a_run_and_the_other_is_told() throws Exception {
    RunId red = red("?name=x");
    String again = "/api/v1/runs/" + red + "/again";
    HttpResponse<byte[]> first = submitter.post(again, "");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(Json.read(first.body(), Accepted.class))
        .isEqualTo(new Accepted(new RunId("r2"), 1, List.of()));
    assertThat(refused(submitter.post(again, ""), 409)).contains("run r2 tests again");
    HttpResponse<String> page = here.press("/runs/" + red, "/runs/" + red + "/again");
    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body()).contains("<h1>Not now</h1>", "run r2 tests again");
    WorkOffer offer = agent.work("P1");
    agent.deliver(offer, Reports.answer(offer, Reports.running(offer.image()), RED));
    HttpResponse<byte[]> third = submitter.post("/api/v1/runs/r2/again", "");
    assertThat(third.statusCode()).isEqualTo(202);
    assertThat(view(new RunId("r3")).name()).isEqualTo("x (again, what did not pass in r2)");
  }

  @Test
  void what_is_too_old_is_not_tested_again() throws Exception {
    RunId red = red("?name=x");
    RunId other = red("?name=y");
    try (Database rows = Database.open(database)) {
      rows.useTransaction(tx -> tx.retention().release(RetentionRows.Kind.SOAKS, red));
      rows.useTransaction(tx -> tx.retention().release(RetentionRows.Kind.IMAGES, red));
      rows.useTransaction(tx -> tx.retention().release(RetentionRows.Kind.IMAGES, other));
      rows.useTransaction(tx -> tx.retention().deleteNameless(LATER, 100));
    }
    assertThat(refused(submitter.post("/api/v1/runs/" + red + "/again", ""), 409))
        .contains("what ran in run r1 was too old to be kept");
    assertThat(refused(submitter.post("/api/v1/runs/" + other + "/again", ""), 409))
        .contains("the images of run r2 were too old to be kept: hand the build in anew");
  }

  @Test
  void a_program_needs_the_scope_that_hands_builds_in() throws Exception {
    RunId red = red("?name=x");
    try (Http stranger = Http.stranger(farm);
        Http operator = Http.operator(farm)) {
      String again = "/api/v1/runs/" + red + "/again";
      assertThat(refused(stranger.post(again, ""), 401)).contains("submitters' token");
      assertThat(refused(operator.post(again, ""), 401)).contains("submitters' token");
    }
  }
}
