package org.hilfarm.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.Tools;
import org.hilfarm.server.enrol.Drains;
import org.hilfarm.server.enrol.Enrolments;
import org.hilfarm.server.github.GitHubDoor;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.github.check.CheckOutbox;
import org.hilfarm.server.github.oidc.Exchange;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.lease.Expiry;
import org.hilfarm.server.lease.Fruitless;
import org.hilfarm.server.lease.Leases;
import org.hilfarm.server.lease.Returns;
import org.hilfarm.server.metrics.FarmGauges;
import org.hilfarm.server.metrics.Metrics;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Bells;
import org.hilfarm.server.postgres.Census;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.OwnPostgres;
import org.hilfarm.server.queue.WorkQueue;
import org.hilfarm.server.rackapi.AgentsApi;
import org.hilfarm.server.rackapi.ArtifactApi;
import org.hilfarm.server.rackapi.Callers;
import org.hilfarm.server.rackapi.RackApi;
import org.hilfarm.server.rackapi.RecoveryApi;
import org.hilfarm.server.recovery.BoardOrders;
import org.hilfarm.server.recovery.Recoveries;
import org.hilfarm.server.rehearsal.Rehearsal;
import org.hilfarm.server.report.AfterRun;
import org.hilfarm.server.report.Deliveries;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.retention.Sweep;
import org.hilfarm.server.retention.Sweeper;
import org.hilfarm.server.runapi.AuditApi;
import org.hilfarm.server.runapi.BoardApi;
import org.hilfarm.server.runapi.ExchangeApi;
import org.hilfarm.server.runapi.ExportApi;
import org.hilfarm.server.runapi.FarmEvents;
import org.hilfarm.server.runapi.HistoryApi;
import org.hilfarm.server.runapi.PullApi;
import org.hilfarm.server.runapi.RetentionApi;
import org.hilfarm.server.runapi.RunEvents;
import org.hilfarm.server.runapi.ScheduleApi;
import org.hilfarm.server.runapi.SubmissionApi;
import org.hilfarm.server.runapi.TokenApi;
import org.hilfarm.server.runapi.UploadFolder;
import org.hilfarm.server.schedule.Chores;
import org.hilfarm.server.schedule.Schedules;
import org.hilfarm.server.signin.SignIns;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.ApiTokens;
import org.hilfarm.server.web.Health;
import org.hilfarm.server.web.MetricsPage;
import org.hilfarm.server.web.Routes;
import org.hilfarm.server.web.Tokens;
import org.hilfarm.server.web.WebServer;
import org.hilfarm.time.Ticker;
import org.hilfarm.wire.config.Retention;

/**
 * The orchestrator: takes builds in, gives work to racks, keeps what they report and says the
 * verdict. Everything it has accepted is in PostgreSQL; it can be killed at any moment and started
 * again, and several may work on one PostgreSQL. Close it to stop; closing twice does nothing more.
 */
public final class Orchestrator implements AutoCloseable {
  private final Closing opened;
  private final WebServer web;
  private final RunStore runs;
  private final Path dataFolder;
  private final Supplier<Rehearsal> rehearsal;
  private final SchemaWatch schema;

  private Orchestrator(
      Closing opened,
      WebServer web,
      SchemaWatch schema,
      RunStore runs,
      Path dataFolder,
      Supplier<Rehearsal> rehearsal) {
    this.opened = opened;
    this.web = web;
    this.schema = schema;
    this.runs = runs;
    this.dataFolder = dataFolder;
    this.rehearsal = rehearsal;
  }

  /** Starts it; when this returns it answers. */
  public static Orchestrator start(OrchestratorSettings settings) {
    Closing opened = new Closing();
    try {
      return start(settings, opened);
    } catch (RuntimeException e) {
      try {
        opened.close();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private static Orchestrator start(OrchestratorSettings settings, Closing opened) {
    Path data = settings.dataFolder();
    Path uploads = folder(data.resolve("uploads"));
    UploadFolder.sweep(uploads, InstantSource.system());
    String url = settings.jdbcUrl().orElseGet(() -> opened.add(ownPostgres(data)).jdbcUrl());
    Database database = opened.add(Database.open(url));
    SchemaWatch schema = opened.add(new SchemaWatch(database));
    RunStore runs = new RunStore(database, settings.patience());
    Enrolments enrolments = new Enrolments(database);
    ApiTokens apiTokens = new ApiTokens(database);
    Access access =
        new Access(Tokens.in(data, database), enrolments, apiTokens, new SignIns(database));
    Extension.Farm farm = new Extension.Farm(runs, access, data, settings.seed());
    AfterRun afterRun = opened.add(new AfterRun(database, tellAll(settings.extensions(), farm)));
    Metrics metrics = opened.add(new Metrics(census(database, settings.patience())));
    database.counting(metrics::happened);
    Bells bells = opened.add(new Bells(database));
    Recoveries recoveries =
        new Recoveries(database, settings.trusted(), settings.patience(), bells.work());
    opened.add(new Expiry(database, settings.patience(), afterRun, recoveries));
    Consoles consoles = Consoles.of(database, settings, bells.seat());
    opened.add(consoles.attendant());
    Leases leases = new Leases(database, settings.patience());
    WorkQueue queue = queue(settings, new WorkQueue.Parts(database, leases, bells.work()));
    Core core =
        new Core(database, runs, access, enrolments, afterRun, bells, leases, queue, recoveries);
    List<Routes> routes = routes(settings, core);
    routes.addAll(RunDoors.of(settings, core));
    routes.add(new TokenApi(access, apiTokens));
    routes.addAll(consoles.routes(access, new Callers(access, database)));
    routes.addAll(byTheClock(settings, opened, core, url, gitHub(settings, opened, core, metrics)));
    routes.add(exchange(settings, opened, database));
    settings.extensions().forEach(e -> routes.addAll(e.routes(farm)));
    routes.add(new MetricsPage(access, metrics::read));
    WebServer web = opened.add(WebServer.start(place(settings), routes, metrics));
    tellGitHub(settings, opened, core, web.url());
    // Once more, to be closed before the web server: whoever waits for a bell is answered, not cut
    // off.
    opened.add(bells);
    return new Orchestrator(
        opened,
        web,
        schema,
        runs,
        data,
        () -> Rehearsal.start(database, queue, settings.patience(), settings.trusted()));
  }

  private static WorkQueue queue(OrchestratorSettings settings, WorkQueue.Parts parts) {
    return new WorkQueue(parts, settings.patience(), settings.seed());
  }

  private static WebServer.Place place(OrchestratorSettings settings) {
    return new WebServer.Place(settings.host(), settings.port());
  }

  /** Hears GitHub, where the farm has an App there. */
  private static Optional<GitHubDoor> gitHub(
      OrchestratorSettings settings, Closing opened, Core core, Metrics metrics) {
    Database database = core.database();
    GitHubDoor.Parts parts =
        new GitHubDoor.Parts(
            database,
            core.access(),
            metrics::happened,
            core.bells().gitHub(),
            submissions(settings, database),
            settings.trusted(),
            settings.patience(),
            settings.dataFolder().resolve("fetched-github"));
    return settings.gitHub().map(app -> opened.add(new GitHubDoor(parts, app)));
  }

  /** Tells GitHub, which people follow to the address at which this one answers by now. */
  private static void tellGitHub(
      OrchestratorSettings settings, Closing opened, Core core, String own) {
    settings
        .gitHub()
        .flatMap(GitHubSettings::checks)
        .map(c -> c.answering(own))
        .ifPresent(
            c ->
                opened.add(
                    new CheckOutbox(core.database(), core.runs(), core.bells().gitHub(), c)));
  }

  private static List<Routes> byTheClock(
      OrchestratorSettings settings,
      Closing opened,
      Core core,
      String url,
      Optional<GitHubDoor> gitHub) {
    Database database = core.database();
    Sweep sweep = new Sweep(database, settings.retention().orElse(Retention.usual()));
    Optional<Runnable> sweeps =
        settings.retention().map(r -> new Sweeper(database, sweep, InstantSource.system()));
    Chores chores = new Chores(sweeps, gitHub.map(GitHubDoor::reconciler));
    Optional<Schedules> schedules = schedules(settings, database, url, chores);
    List<Routes> routes = new ArrayList<>();
    gitHub.ifPresent(door -> routes.addAll(door.routes()));
    routes.add(new ScheduleApi(core.access(), schedules.map(opened::add)));
    routes.add(new RetentionApi(core.access(), sweep, InstantSource.system()));
    return routes;
  }

  private static Routes exchange(OrchestratorSettings settings, Closing opened, Database database) {
    Optional<Exchange> exchange =
        settings
            .oidc()
            .map(p -> new Exchange(database, p, InstantSource.system(), Ticker.system()));
    return new ExchangeApi(exchange.map(opened::add));
  }

  /** Its program is unpacked once for all data folders of this user. */
  private static OwnPostgres ownPostgres(Path data) {
    Path home = Path.of(System.getProperty("user.home", "/"));
    Path program = Tools.cache(System.getenv(), home).resolve("postgresql");
    return OwnPostgres.start(data.resolve("postgres"), program);
  }

  private static Optional<Schedules> schedules(
      OrchestratorSettings settings, Database database, String url, Chores chores) {
    if (chores.none() && !Schedules.any(database, settings.schedules())) {
      return Optional.empty();
    }
    Schedules.Parts parts =
        new Schedules.Parts(
            database,
            submissions(settings, database),
            settings.trusted(),
            InstantSource.system(),
            url,
            settings.dataFolder().resolve("fetched"),
            chores);
    return Optional.of(Schedules.start(parts, settings.schedules()));
  }

  private static Submissions submissions(OrchestratorSettings settings, Database database) {
    return new Submissions(database, settings.trusted(), settings.patience(), settings.dispatch());
  }

  private static FarmGauges.Source census(Database database, Patience patience) {
    return new FarmGauges.Source() {
      @Override
      public Census census() {
        return database.inTransaction(tx -> tx.census().count(patience.forget()));
      }

      @Override
      public List<BoardStatus> boards() {
        return database.inTransaction(
            tx -> tx.racks().boards(patience.silence(), patience.forget()));
      }
    };
  }

  record Core(
      Database database,
      RunStore runs,
      Access access,
      Enrolments enrolments,
      AfterRun afterRun,
      Bells bells,
      Leases leases,
      WorkQueue queue,
      Recoveries recoveries) {}

  private static List<Routes> routes(OrchestratorSettings settings, Core core) {
    Patience patience = settings.patience();
    Database database = core.database();
    RackApi.Parts rack = rack(settings, core);
    SubmissionApi.Parts submission =
        new SubmissionApi.Parts(
            core.access(),
            submissions(settings, database),
            core.runs(),
            settings.dataFolder().resolve("uploads"));
    return new ArrayList<>(
        List.of(
            new RackApi(rack),
            new RecoveryApi(rack.callers(), core.recoveries(), patience),
            new ArtifactApi(core.access(), database),
            new AgentsApi(core.access(), core.enrolments(), new Drains(core.database())),
            new AuditApi(core.access(), database),
            new SubmissionApi(submission),
            new PullApi(core.access(), database),
            new HistoryApi(core.access(), core.runs().history(), InstantSource.system()),
            new ExportApi(core.access(), core.runs(), settings.dataFolder().resolve("uploads")),
            new BoardApi(core.access(), new BoardOrders(database, patience)),
            new RunEvents(core.access(), core.runs(), core.bells().run()),
            new FarmEvents(core.access(), core.bells().farm()),
            new Health(database::unable)));
  }

  private static RackApi.Parts rack(OrchestratorSettings settings, Core core) {
    Patience patience = settings.patience();
    Database database = core.database();
    return new RackApi.Parts(
        new Callers(core.access(), database),
        database,
        core.queue(),
        core.leases(),
        new Returns(database, new Fruitless(patience), core.afterRun()),
        new Deliveries(database, patience, core.afterRun()),
        new RackApi.Terms(settings.trusted(), patience));
  }

  private static RunFinished tellAll(List<Extension> extensions, Extension.Farm farm) {
    List<RunFinished> told = extensions.stream().map(e -> e.onFinished(farm)).toList();
    return (RunId run) -> told.forEach(t -> t.finished(run));
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + folder, e);
    }
  }

  /**
   * Practises on a thread of its own, so that the first submitter is served as fast as later ones.
   */
  public void rehearse() {
    opened.add(rehearsal.get());
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    return web.url();
  }

  /** What it serves: a method in small letters, a blank and a path with names for what varies. */
  List<String> routes() {
    return web.routes();
  }

  /** What is stored of runs and boards. */
  public RunStore runs() {
    return runs;
  }

  /** The file with the token that a rack's agent signs in with. */
  public Path rackTokenFile() {
    return Tokens.rackFile(dataFolder);
  }

  /** The file with the token that a submitter signs in with. */
  public Path submitTokenFile() {
    return Tokens.submitFile(dataFolder);
  }

  /** The file with the token that a submitter of baselines signs in with. */
  public Path baselineTokenFile() {
    return Tokens.baselineFile(dataFolder);
  }

  /** The file with the token that an operator signs in with. */
  public Path operatorTokenFile() {
    return Tokens.operatorFile(dataFolder);
  }

  /** Waits until a newer farm has taken the database over, and this one must end; says why. */
  public String untilOutdated() throws InterruptedException {
    return schema.untilOutdated();
  }

  @Override
  public void close() {
    opened.close();
  }
}
