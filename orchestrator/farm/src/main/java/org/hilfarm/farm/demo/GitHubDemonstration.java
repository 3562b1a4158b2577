package org.hilfarm.farm.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.server.github.check.Button;
import org.hilfarm.testing.github.Events;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.net.Watcher;
import org.hilfarm.testing.github.page.PullPage;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/**
 * The whole way of a pull request on a GitHub of this process: a member's gets another commit while
 * it is tested, which is tested instead and may be merged; a newcomer's waits for an approval,
 * which not everybody may give, is tested then, and may not.
 */
public final class GitHubDemonstration implements AutoCloseable {
  private static final RackId RACK = new RackId("demo");
  private static final SuiteId SMOKE = new SuiteId("smoke");
  private static final Duration WITHIN = Duration.ofMinutes(8);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String READER = "a-reader";
  private static final String WRITER = "a-writer";

  private final Configs configs;
  private final PlayedGitHub played;
  private final DemoFarm farm;
  private final Choices choices;
  private final Console console;
  private final AtomicInteger builds = new AtomicInteger();

  /**
   * What may be chosen.
   *
   * @param seed fixes every random choice
   * @param speed how much faster than the wall's the boards' time runs
   * @param watcher sees all that is said between the farm and GitHub
   */
  public record Choices(long seed, double speed, Watcher watcher) {}

  /**
   * What a pull request's gate says.
   *
   * @param page the pull request's
   * @param conclusion GitHub's word; {@code none} where there is none yet
   * @param title the check's
   */
  public record Told(int pull, String page, String conclusion, String title) {
    /** One line for people. */
    public String words() {
      return "#%d %s: %s, %s; %s".formatted(pull, PullPage.GATE, conclusion, title, page);
    }
  }

  private GitHubDemonstration(
      Configs configs, PlayedGitHub played, DemoFarm farm, Choices choices, Console console) {
    this.configs = configs;
    this.played = played;
    this.farm = farm;
    this.choices = choices;
    this.console = console;
  }

  /** Starts GitHub and the farm below a data folder. */
  public static GitHubDemonstration start(
      Configs configs, Path data, Choices choices, Console console)
      throws IOException, ToolMissingException {
    Path keys = Files.createTempDirectory(Files.createDirectories(data), "github-");
    try {
      return start(configs, data, keys, choices, console);
    } finally {
      forget(keys);
    }
  }

  private static GitHubDemonstration start(
      Configs configs, Path data, Path keys, Choices choices, Console console)
      throws IOException, ToolMissingException {
    PlayedGitHub played = PlayedGitHub.start(keys, choices.watcher());
    try {
      LocalFarm.Hosting hosting =
          new LocalFarm.Hosting(0, Optional.of(played.settings(keys, SMOKE)));
      VirtualRackOptions boards = VirtualRackOptions.real().withRate(choices.speed());
      DemoFarm farm =
          DemoFarm.start(
              configs,
              data,
              at -> new LocalFarm.Settings(at, RACK, boards, choices.seed(), hosting),
              "the farm",
              console);
      played.tells(farm.url());
      return new GitHubDemonstration(configs, played, farm, choices, console);
    } catch (IOException | ToolMissingException | RuntimeException e) {
      played.close();
      throw e;
    }
  }

  /** What is in memory by now need not lie about. */
  private static void forget(Path keys) throws IOException {
    try (var files = Files.list(keys)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(keys);
  }

  /** Plays both pull requests to their ends: the member's first. */
  public List<Told> run() throws IOException, RefusedException, InterruptedException {
    BoardsReady.await(farm.client(), configs.racks().get(RACK));
    Deadline deadline = Deadline.after(WITHIN);
    return List.of(member(deadline), newcomer(deadline));
  }

  /** Pushes once more while the first commit is tested. */
  private Told member(Deadline deadline) throws IOException, InterruptedException {
    Pull first = gitHub().events().open(Events.Opening.member("a-member", "quicker-i2c"));
    say(first, "opened by a member of the project");
    build(first, Variant.GOOD);
    Optional<Check> unused = await(first, c -> !c.status().equals("queued"), deadline);
    say(first, "another commit is pushed while it is tested");
    Pull pushed = gitHub().events().push(first);
    told(first, await(first, c -> c.conclusion().isPresent(), deadline));
    build(pushed, Variant.GOOD);
    return told(pushed, await(pushed, c -> c.conclusion().isPresent(), deadline));
  }

  private Told newcomer(Deadline deadline) throws IOException, InterruptedException {
    Pull pull = gitHub().events().open(Events.Opening.newcomer("a-newcomer", "more-memory"));
    say(pull, "opened by a newcomer");
    build(pull, Variant.REGRESSED);
    Optional<Check> waiting = await(pull, c -> c.conclusion().isPresent(), deadline);
    told(pull, waiting);
    if (waiting.isPresent()) {
      approve(pull, waiting.get(), deadline);
    }
    return told(pull, await(pull, GitHubDemonstration::judged, deadline));
  }

  private static boolean judged(Check check) {
    return check.conclusion().filter(c -> !c.equals("action_required")).isPresent();
  }

  /** Somebody tries who may only read, then somebody who may write. */
  private void approve(Pull pull, Check waiting, Deadline deadline) throws InterruptedException {
    FakeGitHub gitHub = gitHub();
    gitHub.world().permit(gitHub.upstream(), READER, "read");
    gitHub.world().permit(gitHub.upstream(), WRITER, "write");
    press(pull, waiting, READER);
    told(pull, await(pull, c -> c.title().contains(READER), deadline));
    press(pull, waiting, WRITER);
  }

  private void press(Pull pull, Check check, String who) {
    say(pull, "\"Run on hardware\" is pressed by " + who);
    gitHub().events().action(check, Button.APPROVE.identifier(), who);
  }

  private Optional<Check> await(Pull pull, Predicate<Check> wanted, Deadline deadline)
      throws InterruptedException {
    Optional<Check> seen = seen(pull).filter(wanted);
    while (seen.isEmpty() && !deadline.passed()) {
      Pause.until(deadline.within(LOOK));
      seen = seen(pull).filter(wanted);
    }
    return seen;
  }

  private Optional<Check> seen(Pull pull) {
    return gitHub().check(pull.headSha(), PullPage.GATE);
  }

  private Told told(Pull pull, Optional<Check> check) {
    Told told =
        new Told(
            pull.number(),
            gitHub().page(pull.number()),
            check.flatMap(Check::conclusion).orElse("none"),
            check.map(Check::title).orElse("GitHub was told nothing within " + WITHIN));
    console.say(told.words());
    return told;
  }

  private void say(Pull pull, String what) {
    console.say(
        "#%d %s: %s; %s"
            .formatted(pull.number(), pull.branch(), what, gitHub().page(pull.number())));
  }

  private void build(Pull pull, Variant variant) throws IOException {
    String version = "10.1.0-%d-g%s".formatted(builds.incrementAndGet(), pull.headSha());
    Path build = Files.createDirectories(farm.folder().path().resolve("builds").resolve(version));
    DemonstrationBuilds.write(
        build, configs.types().values(), version.substring(0, 16), variant, choices.seed());
    played.build(pull, build);
  }

  /** Gives the pull requests' pages buttons to push further commits with. */
  public void addButtons() {
    gitHub().page().button("Push a good commit", p -> push(p, Variant.GOOD));
    gitHub().page().button("Push a regressed commit", p -> push(p, Variant.REGRESSED));
  }

  private void push(Pull pull, Variant variant) {
    try {
      build(gitHub().events().push(pull), variant);
    } catch (IOException e) {
      throw new UncheckedIOException("the build could not be made", e);
    }
  }

  private FakeGitHub gitHub() {
    return played.gitHub();
  }

  /** The dashboard's address. */
  public String url() {
    return farm.url();
  }

  /** The address of the played GitHub's pages. */
  public String gitHubUrl() {
    return gitHub().web();
  }

  @Override
  public void close() throws IOException {
    try {
      farm.close();
    } finally {
      played.close();
    }
  }
}
