package org.hilfarm.testing.github;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.testing.github.hook.Deliveries;
import org.hilfarm.testing.github.hook.Payloads;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.net.Loopback;
import org.hilfarm.testing.github.net.Watcher;
import org.hilfarm.testing.github.oidc.Issuer;
import org.hilfarm.testing.github.oidc.Keys;
import org.hilfarm.testing.github.page.PullPage;
import org.hilfarm.testing.github.rest.Api;
import org.hilfarm.testing.github.rest.Grants;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.view.Views;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.WorkflowRun.Workflow;
import org.hilfarm.testing.github.world.World;

/**
 * A GitHub: one upstream repository, forks, pull requests, workflow runs with artifacts, checks, an
 * app that is installed, webhooks and an issuer of workflow tokens. It has three addresses, as the
 * real one has: the API's, the pages' and the storage's. It keeps nothing. Any thread may use it.
 */
public final class FakeGitHub implements AutoCloseable {
  /** The webhooks' secret. */
  public static final String SECRET = "It's a Secret to Everybody";

  private final World world;
  private final App app;
  private final Repository upstream;
  private final Watcher watcher;
  private final Grants grants;
  private final Issuer issuer;
  private final Loopback apiServer;
  private final Loopback webServer;
  private final Loopback storage;
  private final Deliveries deliveries;
  private final Api api;
  private final Events events;
  private final PullPage page;

  /**
   * How one is set up.
   *
   * @param upstream the repository with the app, as {@code owner/name}
   * @param clock of its times
   * @param watcher sees all that is said
   */
  public record Setup(String upstream, InstantSource clock, Watcher watcher) {
    /** {@code adafruit/circuitpython} by the machine's clock, watched by nobody. */
    public static Setup usual() {
      return new Setup("adafruit/circuitpython", InstantSource.system(), Watcher.none());
    }

    /** The same, watched. */
    public Setup watchedBy(Watcher other) {
      return new Setup(upstream, clock, other);
    }

    /** The same by another clock. */
    public Setup by(InstantSource other) {
      return new Setup(upstream, other, watcher);
    }
  }

  /** Starts the usual one. */
  public static FakeGitHub start() throws IOException {
    return new FakeGitHub(Setup.usual());
  }

  public FakeGitHub(Setup setup) throws IOException {
    world = new World(setup.clock());
    watcher = setup.watcher();
    upstream = world.repository(setup.upstream(), false);
    app =
        new App(
            world.id(),
            "Iv23liFakeClient",
            "hil-farm",
            upstream.owner(),
            world.id(),
            world.id(),
            App.usual());
    grants = new Grants(app, Keys.app().getPublic(), world);
    issuer = new Issuer(world);
    apiServer = new Loopback("github-api", 0, this::api);
    webServer = new Loopback("github-web", 0, this::web);
    storage = new Loopback("github-storage", 0, this::stored);
    Views views = new Views(apiServer.url(), webServer.url());
    deliveries = new Deliveries(app, SECRET, world, watcher);
    Payloads payloads = new Payloads(views, app, world);
    events = new Events(world, upstream, payloads, deliveries);
    api =
        new Api(new Api.Parts(app, world, grants, views, deliveries, events::check), storage.url());
    page = new PullPage(world, events);
    Workflow unused = events.buildWorkflow();
  }

  private Answer api(Asked asked) {
    Answer answer = api.answer(asked);
    if (answer.status() != 0) {
      watcher.asked(asked, answer);
    }
    return answer;
  }

  private Answer web(Asked asked) {
    return issuer.answer(webServer.url(), asked).orElseGet(() -> page.answer(asked));
  }

  private Answer stored(Asked asked) {
    return api.actions().stored(asked);
  }

  /** The API's address, without a slash at its end. */
  public String url() {
    return apiServer.url();
  }

  /** The pages' address, without a slash at its end. */
  public String web() {
    return webServer.url();
  }

  /** The storage's address, which downloads are redirected to. */
  public String storageUrl() {
    return storage.url();
  }

  /** The address of a pull request's page. */
  public String page(int pull) {
    return "%s/%s/pull/%d".formatted(web(), upstream.fullName(), pull);
  }

  public App app() {
    return app;
  }

  /** The app's private key as GitHub hands it out: PKCS#1 in PEM. */
  public String privateKey() {
    return Keys.pem(Keys.app());
  }

  public World world() {
    return world;
  }

  /** The repository that the app is installed on. */
  public Repository upstream() {
    return upstream;
  }

  /** What people and workflows do. */
  public Events events() {
    return events;
  }

  /** Webhooks go there from now on. */
  public FakeGitHub hookTo(URI address) {
    deliveries.target(address);
    return this;
  }

  public Deliveries deliveries() {
    return deliveries;
  }

  /** Trouble to make. */
  public Storm storm() {
    return api.storm();
  }

  /** Every request to the API so far, as {@code METHOD path {query}}. */
  public List<String> asked() {
    return api.asked();
  }

  /** Leaves this many requests until the hour ends. */
  public void leaveRequests(int left) {
    api.quota().leave(left);
  }

  public Grants grants() {
    return grants;
  }

  public Issuer issuer() {
    return issuer;
  }

  /** The claims that a job of {@code hil.yml} has after a run. */
  public Map<String, Object> claims(WorkflowRun run, String audience) {
    return issuer.claims(web(), run, audience);
  }

  /** Lets a job ask for tokens with these claims. */
  public Issuer.Job job(Map<String, Object> claims) {
    return issuer.job(web(), claims);
  }

  /** A commit's newest check of this name. */
  public Optional<Check> check(String sha, String name) {
    return world.checks(upstream, sha).stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The pull requests' pages, for further buttons. */
  public PullPage page() {
    return page;
  }

  /** Stops everything and keeps nothing; throws where the watcher has seen what may not be. */
  @Override
  public void close() {
    deliveries.close();
    apiServer.close();
    webServer.close();
    storage.close();
    watcher.ended();
  }
}
