package org.hilfarm.farm.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.page.PullPage;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.AuditView;

/** A farm with one virtual Pico, and our own GitHub, which tells it of pull requests. */
final class GitHubStage implements AutoCloseable {
  private static final RackId RACK = new RackId("demo");
  private static final SuiteId BRIEF = new SuiteId("brief");
  private static final ScriptId SCRIPT = new ScriptId("i2c/target_answers");
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final Path data;
  private final Configs configs;
  private final PlayedGitHub played;
  private final GitHubSettings app;
  private final AtomicReference<Optional<Meanwhile>> meanwhile =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger builds = new AtomicInteger();
  private LocalFarm farm;

  /** What happens once while a board is at work; told whether that is still wanted. */
  interface Meanwhile {
    void happens(BooleanSupplier unwanted);
  }

  GitHubStage(Path data) throws Exception {
    this.data = data;
    configs = onePico(Configs.load(Path.of(System.getProperty("repository.root", "../.."))));
    Path keys = Files.createDirectories(data.resolve("keys"));
    played = PlayedGitHub.start(keys, Contract.watcher());
    try {
      app = played.settings(keys, BRIEF);
      farm = start();
    } catch (Exception e) {
      played.close();
      throw e;
    }
  }

  private static Configs onePico(Configs all) {
    Rack demo = Objects.requireNonNull(all.racks().get(RACK));
    Rack rack =
        new Rack(RACK, demo.slots().stream().filter(s -> s.id().value().equals("pico")).toList());
    BoardType type = all.type(rack.slots().getFirst().boardType());
    return new Configs(
        Map.of(type.id(), type),
        Map.of(RACK, rack),
        Map.of(BRIEF, new Suite(BRIEF, List.of(SCRIPT))),
        all.scripts(),
        all.library());
  }

  private LocalFarm start() throws Exception {
    LocalFarm started =
        LocalFarm.start(
            new LocalFarm.Settings(
                data.resolve("farm"),
                RACK,
                VirtualRackOptions.real().withRate(4),
                1,
                new LocalFarm.Hosting(0, Optional.of(app))),
            configs,
            this::watched);
    played.tells(started.url());
    BoardsReady.await(started.client(), configs.racks().get(RACK));
    return started;
  }

  private JobRunner watched(JobRunner inner) {
    return (work, progress, unwanted) ->
        inner.run(
            work,
            now -> {
              progress.accept(now);
              if (now.stage() == Progress.Stage.TESTING) {
                meanwhile.getAndSet(Optional.empty()).ifPresent(m -> m.happens(unwanted));
              }
            },
            unwanted);
  }

  /** Happens once, as soon as a board runs scripts. */
  void meanwhile(Meanwhile what) {
    meanwhile.set(Optional.of(what));
  }

  /** Nobody answers webhooks until {@link #up}. */
  void down() {
    farm.close();
  }

  /** The farm is started again with all it knew. */
  void up() throws Exception {
    farm = start();
  }

  FakeGitHub gitHub() {
    return played.gitHub();
  }

  RunClient client() {
    return farm.client();
  }

  /** What was done on GitHub's behalf, the newest first. */
  List<String> audit() throws Exception {
    Path tokens = new Place(data, data.resolve("farm")).operatorToken();
    try (HttpLink http =
        new HttpLink(URI.create(farm.url()), Optional.of(BearerToken.read(tokens)), "operator")) {
      return new RunClient(http).audit(Long.MAX_VALUE).stream().map(GitHubStage::words).toList();
    }
  }

  private static String words(AuditView row) {
    return "%s %s %s".formatted(row.actor(), row.deed(), row.said());
  }

  /** What a workflow has built of a commit. */
  Path firmware(String sha, Variant variant) {
    try {
      String version = "10.1.0-%d-g%s".formatted(builds.incrementAndGet(), sha).substring(0, 16);
      Path build = Files.createDirectories(data.resolve("builds").resolve(version));
      DemonstrationBuilds.write(build, configs.types().values(), version, variant, 1);
      return build;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pull request's newest commit is built. */
  Pull built(Pull pull) throws IOException {
    played.build(pull, firmware(pull.headSha(), Variant.GOOD));
    return pull;
  }

  PlayedGitHub played() {
    return played;
  }

  /** A commit's newest gate, once it is as wanted. */
  Check gate(String sha, Predicate<Check> wanted) {
    return awaited(
        () -> gitHub().check(sha, PullPage.GATE).filter(wanted),
        () -> "a gate as wanted; it is " + gitHub().check(sha, PullPage.GATE));
  }

  /** A commit's gate with this conclusion. */
  Check concluded(String sha, String conclusion) {
    return gate(sha, c -> c.conclusion().equals(Optional.of(conclusion)));
  }

  static <T> T awaited(Supplier<Optional<T>> look, Supplier<String> what) {
    Deadline deadline = Deadline.after(WITHIN);
    Optional<T> seen = look.get();
    while (seen.isEmpty()) {
      if (deadline.passed()) {
        throw new AssertionError("waited %s for %s".formatted(WITHIN, what.get()));
      }
      try {
        Pause.until(deadline.within(Duration.ofMillis(50)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      seen = look.get();
    }
    return seen.get();
  }

  @Override
  public void close() {
    try {
      farm.close();
    } finally {
      played.close();
    }
  }
}
