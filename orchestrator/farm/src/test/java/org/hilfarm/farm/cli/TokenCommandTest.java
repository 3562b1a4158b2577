package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a token's making to its end, with a real orchestrator. */
@Timeout(120)
class TokenCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath();

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  TokenCommandTest(@TempDir Path folder) {
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
  void a_token_is_made_used_listed_and_revoked() throws Exception {
    try (Orchestrator farm =
        Server.start(
            new Server.Settings(folder.resolve("farm"), "127.0.0.1", 0, Optional.empty(), 1),
            Configs.load(REPOSITORY))) {
      assertThat(said(0, "token", "create", "--scope", "runs:read", "gitlab"))
          .contains("Token t1, good until ", "It is shown this once");
      Path file = folder.resolve("token");
      Files.writeString(file, out.toString(UTF_8));
      assertThat(Files.readString(file)).matches("hil_[0-9A-Za-z]{49}\\n");
      said(0, "runs", "--server", farm.url(), "--token-file", file.toString());
      assertThat(said(0, "token", "list")).contains("t1", "gitlab", "good", "runs:read");
      assertThat(said(2, "token", "list", "--token-file", file.toString()))
          .contains("this needs the operators' token");
      assertThat(said(0, "token", "revoke", "t1")).contains("Token t1 is no longer good");
      assertThat(said(2, "runs", "--token-file", file.toString())).contains("was revoked at");
      assertThat(said(0, "token", "list", "--json")).contains("\"state\" : \"revoked\"");
      assertThat(said(2, "token", "revoke", "t1")).contains("there is no token t1");
      assertThat(said(2, "token", "revoke")).contains("say which token");
      assertThat(said(2, "token", "create", "x")).contains("scope: say at least one");
      assertThat(said(2, "token", "create", "--scope", "root", "x"))
          .contains("scope: there is no \"root\"; there are runs:submit");
    }
  }
}
