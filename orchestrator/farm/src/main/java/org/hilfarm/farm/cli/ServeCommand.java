package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Runs the orchestrator until Ctrl-C; prints its address once it answers.",
    footer = {
      "",
      "Examples:",
      "  ./farm serve",
      "  ./farm serve --host 0.0.0.0 --port 8080 --jdbc-url jdbc:postgresql://db/farm"
    })
final class ServeCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(names = "--host", description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where its files are. Otherwise $HIL_FARM_DATA, else ~/.local/share/hil-farm.")
  private @Nullable Path data;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = "A PostgreSQL to use; otherwise it starts its own.")
  private @Nullable String jdbcUrl;

  @Option(names = "--seed", description = "Fixes every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  ServeCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Configs configs = Configs.load(scene.place().repository());
    Path folder = data != null ? data : scene.place().data();
    Server.Settings settings =
        new Server.Settings(folder, host, port, Optional.ofNullable(jdbcUrl), seed);
    try (Orchestrator orchestrator = Server.start(settings, configs)) {
      scene.console().out().println(orchestrator.url());
      scene.console().say("Tokens: " + orchestrator.submitTokenFile().getParent());
      new CountDownLatch(1).await();
    }
    return ExitCode.PASS;
  }
}
