package org.hilfarm.farm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.farm.demo.GitHubDemonstration.Told;
import org.hilfarm.farm.show.Console;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a pull request, on virtual boards and under GitHub's own descriptions. */
@Timeout(600)
class GitHubDemonstrationTest {
  @Test
  void a_members_good_build_may_be_merged_and_a_newcomers_regressed_one_is_approved_and_held(
      @TempDir Path data) throws Exception {
    Configs configs = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, UTF_8);
    Console console = new Console(stream, stream, false, false, 80);
    GitHubDemonstration.Choices choices = new GitHubDemonstration.Choices(1, 4, Contract.watcher());
    try (GitHubDemonstration demo = GitHubDemonstration.start(configs, data, choices, console)) {
      List<Told> told = demo.run();
      assertThat(told)
          .as(said.toString(UTF_8))
          .extracting(Told::conclusion)
          .containsExactly("success", "failure");
      assertThat(page(told.get(0))).contains("it may be merged");
      assertThat(page(told.get(1)))
          .contains("Merging is blocked", "watchdog/reset_bites", "Re-run all");
    }
    assertThat(said.toString(UTF_8).lines())
        .anyMatch(l -> l.startsWith("#1 hil-test / gate: cancelled, Cancelled: superseded"))
        .anyMatch(l -> l.startsWith("#2 hil-test / gate: action_required"))
        .anyMatch(l -> l.contains("pressed by a-reader"))
        .anyMatch(l -> l.contains("(an approval by a-reader was refused: write is needed"))
        .anyMatch(l -> l.startsWith("#2 hil-test / gate: failure"));
  }

  private static String page(Told told) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(told.page())).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
