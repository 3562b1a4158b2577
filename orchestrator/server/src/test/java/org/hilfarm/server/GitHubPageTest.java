package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
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
}
