package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.wiring.GitHubApp;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Runs the orchestrator until Ctrl-C; prints its address once it answers.",
    footer = {
      "",
      "Examples:",
      "  ./farm serve",
      "  ./farm serve --host 0.0.0.0 --db 'jdbc:postgresql://db/farm?user=farm'",
      "  ./farm serve --github-app 12345 --github-key app.pem --github-secret hook",
      "Any number of them may serve on one PostgreSQL; ~/.pgpass is the place for its password."
    })
final class ServeCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private LogOptions logs = new LogOptions();

  @Mixin private GitHubOptions gitHub = new GitHubOptions();

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
      names = "--db",
      paramLabel = "URL",
      description = "A PostgreSQL to use (15 or newer); otherwise it starts its own.")
  private @Nullable String db;

  @Option(names = "--jdbc-url", hidden = true)
  private @Nullable String formerDb;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      description =
          "How long a rack may be silent before its work is given to another, 2 to 300 (default:"
              + " ${DEFAULT-VALUE}).")
  private long leaseSeconds = Patience.USUAL_LEASE.toSeconds();

  @Option(names = "--seed", description = "Fixes every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  ServeCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    logs.apply();
    Optional<String> database = database();
    Patience patience = patience();
    Configs configs = Configs.load(scene.place().repository());
    Server.Rules rules = Server.Rules.load(scene.place().repository()).with(patience);
    Path folder = data != null ? data : scene.place().data();
    Server.Settings settings = new Server.Settings(folder, host, port, database, seed);
    Optional<GitHubApp.Said> app = gitHub.said();
    if (app.isEmpty()) {
      return serve(settings, configs, rules);
    }
    try (GitHubApp open = GitHubApp.open(app.get(), scene.place().repository())) {
      return serve(settings, configs, rules.with(open.settings()));
    }
  }

  private int serve(Server.Settings settings, Configs configs, Server.Rules rules)
      throws Exception {
    try (Orchestrator orchestrator = Server.start(settings, configs, rules)) {
      scene.console().out().println(orchestrator.url());
      scene.console().say("Tokens: " + orchestrator.submitTokenFile().getParent());
      scene.console().say("It ends: " + orchestrator.untilOutdated());
    }
    return ExitCode.UNDECIDED;
  }

  private Patience patience() {
    if (leaseSeconds < 2 || leaseSeconds > 300) {
      throw new IllegalArgumentException(
          "--lease: %d is not 2 to 300 seconds".formatted(leaseSeconds));
    }
    return Patience.of(Duration.ofSeconds(leaseSeconds));
  }

  private Optional<String> database() {
    if (formerDb != null) {
      throw new IllegalArgumentException(
          "--jdbc-url is called --db now: type ./farm serve --db URL");
    }
    if (db != null && !db.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          ("--db: \"%s\" is no address of a PostgreSQL: type"
                  + " --db 'jdbc:postgresql://HOST:5432/DATABASE?user=USER'")
              .formatted(Plain.text(db.replaceFirst("[?].*", ""))));
    }
    return Optional.ofNullable(db);
  }
}
