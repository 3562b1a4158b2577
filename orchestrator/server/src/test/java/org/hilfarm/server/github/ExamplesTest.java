package org.hilfarm.server.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.testing.contract.Octokit;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.hook.Signature;
import org.hilfarm.wire.config.GitHubRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All of GitHub's own examples of webhooks (npm @octokit/webhooks-examples), from the farm's App
 * and of a repository on its list, so that none is turned away before it is looked at.
 */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class ExamplesTest {
  private static int post(HttpClient client, HookRig rig, Octokit.Example example)
      throws Exception {
    byte[] body = example.payload().getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(rig.farm.url() + HookApi.PATH))
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", example.event())
            .header("X-GitHub-Delivery", UUID.randomUUID().toString())
            .header("X-GitHub-Hook-Installation-Target-Type", "integration")
            .header("X-GitHub-Hook-Installation-Target-ID", Long.toString(rig.gitHub.app().id()))
            .header("X-Hub-Signature-256", Signature.of(FakeGitHub.SECRET, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static GitHubRules theirs(GitHubRules rules) {
    return rules.with(
        List.of(
            new GitHubRules.Repository(
                "codertocat/hello-world", Optional.empty(), Optional.empty()),
            new GitHubRules.Repository("octo-org/octo-repo", Optional.empty(), Optional.empty())));
  }

  @Test
  void none_of_github_s_examples_does_harm(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    Optional<Octokit> octokit = Octokit.here();
    if (!Octokit.isRequired(System.getenv())) {
      assumeThat(octokit).as(Octokit.ADVICE).isPresent();
    }
    List<Octokit.Example> examples = octokit.orElseThrow().examples();
    assertThat(examples).hasSizeGreaterThan(300);
    try (HttpClient client = HttpClient.newHttpClient();
        HookRig rig = new HookRig(folder, postgres.fresh(), ExamplesTest::theirs)) {
      for (Octokit.Example example : examples) {
        assertThat(post(client, rig, example)).as(example.event()).isEqualTo(202);
      }
      List<DeliveryRow> settled = rig.settled();
      assertThat(settled).hasSize(examples.size());
      assertThat(settled)
          .filteredOn(d -> d.state().equals("aside"))
          .as("those that cannot be read")
          .isEmpty();
      List<RunRow> runs = rig.database.inTransaction(tx -> tx.runs().newest(10));
      assertThat(runs).isEmpty();
      List<GateRow> gates = rig.database.inTransaction(tx -> tx.gates().newest(100));
      assertThat(gates)
          .allMatch(g -> g.state() != GateRow.State.SKIPPED)
          .allMatch(g -> g.run().isEmpty());
    }
  }
}
