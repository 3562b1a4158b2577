package org.hilfarm.server.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.OrchestratorSettings;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Heard;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.CheckName;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.github.hook.HookSecrets;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.pull.LinkedGitHub;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.CheckRow;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.config.GitHubRules;

/** A farm that hears our own GitHub. */
final class HookRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final String url;
  final FakeGitHub gitHub;
  final GitHubLink link;
  final Orchestrator farm;
  final Database database;
  final Heard heard = new Heard();

  HookRig(Path folder, String url) throws IOException {
    this(folder, url, rules -> rules);
  }

  HookRig(Path folder, String url, UnaryOperator<GitHubRules> change) throws IOException {
    this.folder = folder;
    this.url = url;
    gitHub = new FakeGitHub(FakeGitHub.Setup.usual().watchedBy(Contract.watcher()));
    Path key = Files.writeString(folder.resolve("app.pem"), gitHub.privateKey());
    link =
        new GitHubLink(
            URI.create(gitHub.url()),
            AppKey.read(Long.toString(gitHub.app().id()), key),
            InstantSource.system());
    farm = Orchestrator.start(settings(folder.resolve("farm"), url, of(gitHub), link, change));
    database = Database.open(url);
    gitHub.hookTo(URI.create(farm.url() + HookApi.PATH));
  }

  /** Of another orchestrator on the same database. */
  OrchestratorSettings settings(String name) throws IOException {
    return settings(folder.resolve(name), url, of(gitHub), link, rules -> rules);
  }

  /**
   * How a farm finds a GitHub.
   *
   * @param app the App's number
   * @param api the REST API's address
   * @param storage where artifacts lie
   */
  record Where(long app, String api, String storage) {}

  static Where of(FakeGitHub gitHub) {
    return new Where(gitHub.app().id(), gitHub.url(), gitHub.storageUrl());
  }

  static OrchestratorSettings settings(
      Path folder, String url, Where gitHub, GitHubLink link, UnaryOperator<GitHubRules> change)
      throws IOException {
    Files.createDirectories(folder);
    Path secret = Files.writeString(folder.resolve("secret"), FakeGitHub.SECRET + "\n");
    GitHubRules rules =
        GitHubRules.usual()
            .with(
                List.of(
                    new GitHubRules.Repository(
                        "adafruit/circuitpython", Optional.empty(), Optional.empty())));
    return new OrchestratorSettings(
            folder,
            "127.0.0.1",
            0,
            Optional.of(url),
            TestData.trusted(),
            Patience.usual(),
            1,
            List.of())
        .with(
            new GitHubSettings(
                gitHub.app(),
                HookSecrets.read(List.of(secret)),
                gitHub.api(),
                Set.of(gitHub.storage()),
                new LinkedGitHub(link, InstantSource.system()),
                change.apply(rules)));
  }

  GateRow.Commit commit(Pull pull) {
    return new GateRow.Commit(gitHub.upstream().id(), pull.headSha());
  }

  Optional<GateRow> gate(GateRow.Commit commit) {
    return database.inTransaction(tx -> tx.gates().find(commit));
  }

  /** The gate once it is in this state. */
  GateRow gate(Pull pull, GateRow.State state) {
    return gate(commit(pull), state);
  }

  GateRow gate(GateRow.Commit commit, GateRow.State state) {
    return awaited(
        () -> gate(commit).filter(g -> g.state() == state),
        () -> "gate in " + state + ", was " + gate(commit));
  }

  List<DeliveryRow> deliveries() {
    return database.inTransaction(tx -> tx.deliveries().newest(Optional.empty(), 1000));
  }

  /** What came of everything that was told so far. */
  List<DeliveryRow> settled() {
    return awaited(
        () ->
            Optional.of(deliveries())
                .filter(all -> all.stream().noneMatch(d -> d.state().equals("waiting"))),
        () -> "nothing waiting, was " + deliveries());
  }

  /** The time passes that something had to wait for. */
  void timePasses() {
    sql(
        "update github_gate set not_before = clock_timestamp()",
        "update github_delivery set not_before = clock_timestamp(), until = null"
            + " where state = 'waiting'");
  }

  /** What only time would do. */
  void sql(String... statements) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the gate's check is to say. */
  Optional<CheckIntent> intent(Pull pull) {
    Optional<CheckRow> row =
        database.inTransaction(
            tx -> tx.checks().find(gitHub.upstream().id(), pull.headSha(), CheckName.GATE));
    return row.map(CheckRow::intent);
  }

  /** A check that somebody would have to tell GitHub now; nobody does in this rig. */
  Optional<CheckRow> untold() {
    return database.inTransaction(tx -> tx.checkOutbox().claim("nobody", Duration.ZERO));
  }

  /** What came of the last one. */
  String last() {
    return settled().getFirst().said();
  }

  static <T> T awaited(Supplier<Optional<T>> look, Supplier<String> what) {
    Deadline deadline = Deadline.after(PATIENCE);
    Optional<T> seen = look.get();
    while (seen.isEmpty()) {
      assertThat(deadline.passed()).as(what).isFalse();
      try {
        Pause.until(deadline.within(Duration.ofMillis(20)));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      seen = look.get();
    }
    return seen.get();
  }

  /** A build of these boards, which ends well. */
  WorkflowRun built(Pull pull, BoardType... boards) throws IOException {
    WorkflowRun run = gitHub.events().build(pull);
    for (BoardType board : boards) {
      gitHub.events().upload(run, board.id().value(), zip(board));
    }
    return gitHub.events().complete(run, "success");
  }

  static byte[] zip(BoardType board) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zipped, UTF_8)) {
      out.putNextEntry(new ZipEntry("en_US/" + Firmware.fileName(board)));
      out.write(Firmware.image(board));
    }
    return zipped.toByteArray();
  }

  /** Whatever a test has played: none of what only GitHub and the farm may know was logged. */
  @Override
  public void close() {
    farm.close();
    link.close();
    database.close();
    gitHub.close();
    heard.close();
    heard.holdsNone(
        FakeGitHub.SECRET, "ghs_", "eyJ", "PRIVATE KEY", "sha256=", gitHub.storageUrl() + "/");
  }
}
