package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.hilfarm.server.fixture.Browser;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenWish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of what GitHub told. */
@ExtendWith(TestPostgres.Shared.class)
class GitHubPageTest {
  private final String database;
  private final Orchestrator farm;
  private final Http browser;

  GitHubPageTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.withPages(folder, database));
    browser = Http.submitter(farm);
  }

  @AfterEach
  void close() {
    browser.close();
    farm.close();
  }

  private void execute(String sql) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String page(String query, int status) throws Exception {
    var answer = browser.get("/github" + query);
    assertThat(answer.statusCode()).isEqualTo(status);
    return new String(answer.body(), UTF_8);
  }

  @Test
  void what_came_and_what_was_put_aside_is_told_with_the_reason() throws Exception {
    execute(
        "insert into github_delivery (id, event, body, state, said, settled) values"
            + " ('d-1', 'push', null, 'done', 'a gate was opened', now()),"
            + " ('d-2', 'pull_request', '', 'aside', '<script>\u202eno such field', now())");
    assertThat(page("", 200))
        .contains("0 waiting, 1 put aside; the newest 2 are shown", "a gate was opened", "d-2")
        .contains("&lt;script&gt; no such field")
        .doesNotContain("<script", "\u202e");
    assertThat(page("?state=aside", 200)).contains("d-2").doesNotContain("d-1");
  }

  @Test
  void where_a_commit_is_on_its_way_is_told_by_repository_and_number() throws Exception {
    execute(
        "insert into github_repository (id, name, installation) values (7,"
            + " 'adafruit/circuitpython', 1)");
    execute(
        "insert into github_gate (repository_id, head_sha, kind, pr_number, state, reason) values"
            + " (7, repeat('a', 40), 'pull_request', 9876, 'unapproved', 'a stranger''s: waits for"
            + " a maintainer')");
    assertThat(page("", 200))
        .contains("adafruit/circuitpython #9876 at aaaaaaaaaa<")
        .contains("<span class=\"pill undecided\">unapproved</span>")
        .contains("waits for a maintainer");
  }

  @Test
  void a_farm_that_heard_nothing_says_so_and_a_state_there_is_not_is_never_repeated()
      throws Exception {
    assertThat(page("", 200)).contains("GitHub has told nothing like that", "No commit has a gate");
    assertThat(page("?state=" + "x".repeat(3000), 400))
        .contains("role=\"alert\"", "state: must be waiting, done or aside")
        .doesNotContain("xxxx");
  }

  @Test
  void it_is_for_operators_and_others_are_told_who_may() throws Exception {
    execute(
        "insert into github_delivery (id, event, body, state, said, settled) values"
            + " ('d-1', 'push', null, 'done', 'a gate was opened', now())");
    try (Http operator = Http.operator(farm);
        Browser viewer = Browser.elsewhere(farm, "203.0.113.7");
        Browser here = Browser.atMachine(farm)) {
      TokenWish wish = new TokenWish("a laptop", List.of("runs:read"), 30);
      String token =
          Json.read(operator.post("/api/v1/tokens", wish).body(), TokenMade.class).token();
      assertThat(viewer.get("/github").statusCode()).as("a stranger").isEqualTo(303);
      viewer.signIn(token);
      HttpResponse<String> refused = viewer.get("/github");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body())
          .contains("what GitHub told is for who has the role operator, and Anna, ")
          .contains("has the role viewer here", "href=\"/sign-in\"")
          .doesNotContain("a gate was opened");
      try (Http program = Http.as(farm, token)) {
        assertThat(program.get("/github").statusCode()).isEqualTo(403);
      }
      viewer.signIn(farm.submitTokenFile());
      assertThat(viewer.get("/github").body()).contains("a gate was opened");
      assertThat(here.get("/github").body()).contains("a gate was opened");
    }
  }
}
