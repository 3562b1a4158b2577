package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.github.hook.HookSecrets;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.pull.LinkedGitHub;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.hook.Signature;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.GitHubRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A webhook that nothing can be made of, as people find it and try it again. */
@Timeout(120)
class GitHubCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath();
  private static final String ID = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  GitHubCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String said(int exit, String... args) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            300);
    Scene scene = new Scene(console, new Place(REPOSITORY, folder.resolve("farm")), Map.of());
    assertThat(CommandLineStart.run(scene, args)).as(err.toString(UTF_8)).isEqualTo(exit);
    return out.toString(UTF_8) + err.toString(UTF_8);
  }

  private void tell(Orchestrator farm, FakeGitHub gitHub, String body) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(farm.url() + HookApi.PATH))
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "workflow_run")
            .header("X-GitHub-Delivery", ID)
            .header("X-GitHub-Hook-Installation-Target-Type", "integration")
            .header("X-GitHub-Hook-Installation-Target-ID", Long.toString(gitHub.app().id()))
            .header("X-Hub-Signature-256", Signature.of(FakeGitHub.SECRET, bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(202);
    }
  }

  private void awaitAside(String tries) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    while (!said(0, "github", "deliveries", "--state", "aside", "--json")
        .contains("\"tries\" : " + tries)) {
      assertThat(deadline.passed()).isFalse();
      Pause.until(deadline.within(Duration.ofMillis(100)));
    }
  }

  @Test
  void what_was_put_aside_is_shown_with_the_reason_and_tried_again() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), FakeGitHub.SECRET + "\n");
    try (FakeGitHub gitHub = new FakeGitHub(FakeGitHub.Setup.usual());
        GitHubLink link = link(gitHub);
        Orchestrator farm = farm(gitHub, link, secret)) {
      assertThat(said(0, "github")).contains("came", "event", "state");
      tell(farm, gitHub, "{\"action\":\"completed\"}");
      awaitAside("1");
      assertThat(said(0, "github", "deliveries"))
          .contains("workflow_run", "aside", ID, "the body is no workflow_run event");
      assertThat(said(0, "github", "deliveries", "--state", "done")).doesNotContain(ID);
      assertThat(said(0, "github", "retry", ID)).contains("Delivery " + ID + " is tried again.");
      awaitAside("2");
      assertThat(said(2, "github", "retry", "nothing-here"))
          .contains("no delivery of this id was put aside");
      assertThat(said(2, "github", "retry")).contains("say which delivery");
      assertThat(said(2, "github", "forget")).contains("say deliveries or retry");
      assertThat(said(2, "github", "--state", "lost"))
          .contains("state: must be waiting, done or aside");
    }
  }

  private GitHubLink link(FakeGitHub gitHub) throws Exception {
    Path key = Files.writeString(folder.resolve("app.pem"), gitHub.privateKey());
    return new GitHubLink(
        URI.create(gitHub.url()),
        AppKey.read(Long.toString(gitHub.app().id()), key),
        InstantSource.system());
  }

  private Orchestrator farm(FakeGitHub gitHub, GitHubLink link, Path secret) throws Exception {
    GitHubSettings app =
        new GitHubSettings(
            gitHub.app().id(),
            HookSecrets.read(List.of(secret)),
            gitHub.url(),
            Set.of(),
            new LinkedGitHub(link, InstantSource.system()),
            GitHubRules.usual());
    return Server.start(
        new Server.Settings(folder.resolve("farm"), "127.0.0.1", 0, Optional.empty(), 1),
        Configs.load(REPOSITORY),
        Server.Rules.load(REPOSITORY).with(app));
  }
}
