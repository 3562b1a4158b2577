package org.hilfarm.farm.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.agent.enrol.SignIn;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.wiring.Place;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which orchestrator, and as who. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The orchestrator. Otherwise $HIL_FARM_URL, else the one that serves on this machine.")
  private @Nullable URI server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Proves who asks. Otherwise the file that ./farm serve wrote here.")
  private @Nullable Path tokenFile;

  /** A link as whoever this token proves, unless another one is said. */
  HttpLink link(Scene scene, Path token) throws IOException {
    Path file = tokenFile != null ? tokenFile : token;
    return new HttpLink(address(scene), Optional.of(BearerToken.read(file)), "client");
  }

  /** A link to read; who reads on this machine needs no token. */
  HttpLink link(Scene scene) throws IOException {
    Path file = tokenFile != null ? tokenFile : scene.place().submitToken();
    boolean read = tokenFile != null || Files.isReadable(file);
    return new HttpLink(
        address(scene), read ? Optional.of(BearerToken.read(file)) : Optional.empty(), "client");
  }

  /**
   * The token a rack's agent signs in with: the file that is said, while it is there; else the key
   * this host made of an invitation; else the racks' token of the farm on this machine.
   */
  BearerToken rackToken(Place place, Path agentFolder) throws IOException {
    boolean said = tokenFile != null && Files.exists(tokenFile);
    Optional<BearerToken> kept = said ? Optional.empty() : SignIn.kept(agentFolder);
    return kept.isPresent()
        ? kept.get()
        : BearerToken.read(tokenFile != null ? tokenFile : place.rackToken());
  }

  URI address(Scene scene) throws IOException {
    if (server != null) {
      return server;
    }
    @Nullable String said = scene.environment().get("HIL_FARM_URL");
    if (said != null && !said.isBlank()) {
      return URI.create(said.strip());
    }
    Path file = scene.place().addressFile();
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "no orchestrator is known: say --server URL, or start one here with ./farm serve");
    }
    return URI.create(Files.readString(file).strip());
  }
}
