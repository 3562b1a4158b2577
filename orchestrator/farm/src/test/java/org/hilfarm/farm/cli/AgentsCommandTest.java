package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.agent.RackAgent;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the invitation to the revocation, with a real orchestrator and a real agent. */
@Timeout(120)
class AgentsCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath();

  private final Path folder;
  private final Configs configs = Configs.load(REPOSITORY);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  AgentsCommandTest(@TempDir Path folder) throws Exception {
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
            200);
    Scene scene = new Scene(console, new Place(REPOSITORY, folder.resolve("farm")), Map.of());
    assertThat(CommandLineStart.run(scene, args)).as(err.toString(UTF_8)).isEqualTo(exit);
    return out.toString(UTF_8) + err.toString(UTF_8);
  }

  @Test
  void a_host_is_invited_looks_after_its_rack_and_is_revoked() throws Exception {
    try (Orchestrator farm =
        Server.start(
            new Server.Settings(folder.resolve("farm"), "127.0.0.1", 0, Optional.empty(), 1),
            configs)) {
      assertThat(said(0, "agents", "invite", "demo")).contains("Good once, until ");
      BearerToken invitation = new BearerToken(out.toString(UTF_8).strip());
      assertThat(said(0, "agents", "list")).contains("demo", "invited until");
      try (RackAgent agent = start(farm, invitation)) {
        while (!said(0, "agents", "list").contains("enrolled")) {
          Thread.sleep(50);
        }
        assertThat(said(2, "agents", "invite", "demo"))
            .contains("is looked after by host ", "say first ./farm agents revoke demo");
        assertThat(said(0, "agents", "drain", "demo", "--reason", "a new hub"))
            .contains("Rack demo is given nothing more since ", "(a new hub): none of its boards");
        assertThat(said(0, "agents", "drain", "demo", "--json")).contains("\"at_work\" : 0");
        assertThat(said(0, "agents", "list")).contains("Rack demo is given nothing more");
        assertThat(said(0, "agents", "undrain", "--all", "--reason", "another")).isEmpty();
        assertThat(said(2, "agents", "drain", "demo", "--all")).contains("either a rack or --all");
        assertThat(said(0, "agents", "undrain", "demo")).isEqualTo("Rack demo may work again.\n");
        assertThat(said(2, "agents", "undrain", "demo")).contains("rack demo is not drained");
        assertThat(said(0, "agents", "revoke", "demo")).contains("is no longer good");
        RefusedException refused = agent.awaitRefusal();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused).hasMessageContaining("was revoked at ");
      }
      Path token = Files.writeString(folder.resolve("invitation"), invitation.value() + "\n");
      assertThat(
              said(
                  2,
                  "agent",
                  "--rack",
                  REPOSITORY.resolve("board-configs/racks/demo.yaml").toString(),
                  "--root",
                  folder.resolve("rack").toString(),
                  "--data",
                  folder.resolve("agent").toString(),
                  "--token-file",
                  token.toString()))
          .contains("was revoked at ", "invite it with ./farm agents invite demo");
      assertThat(said(2, "agents", "revoke", "demo")).contains("neither a host with a key");
      assertThat(said(2, "agents", "invite")).contains("say which rack");
    }
  }

  private RackAgent start(Orchestrator farm, BearerToken token) throws Exception {
    Files.createDirectories(folder.resolve("rack/sys/bus/usb/devices"));
    return Agent.start(
        new Agent.Settings(
            URI.create(farm.url()),
            token,
            new RackId("demo"),
            folder.resolve("rack"),
            folder.resolve("agent")),
        configs);
  }
}
