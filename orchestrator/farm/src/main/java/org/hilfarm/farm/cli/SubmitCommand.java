package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.LiveProgress;
import org.hilfarm.farm.show.ResultsTable;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.VerdictText;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "submit",
    description =
        "Hands a build to the farm: folders, archives or images as CircuitPython's CI makes them.",
    footer = {
      "",
      "Examples:",
      "  ./farm submit bin/ --wait",
      "  ./farm submit release-10.1.0/ --baseline --wait",
      "  ./farm submit bin/ --upstream-tests ~/circuitpython/tests/basics --wait",
      "  ./farm submit bin/ --pull-request 4711 --commit 0a1b2c3d --wait --json",
      "",
      ExitCode.HELP
    })
final class SubmitCommand extends Helpful implements Callable<Integer> {
  private static final Duration REPORT_WITHIN = Duration.ofMinutes(2);

  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1..*", paramLabel = "DIR|FILE", description = "What to test.")
  private List<Path> sources = List.of();

  @Option(names = "--suite", description = "Which suite (default: ${DEFAULT-VALUE}).")
  private String suite = "pr";

  @Option(
      names = "--boards",
      split = ",",
      paramLabel = "BOARD_ID",
      description = "Only these board types.")
  private List<String> boards = List.of();

  @Option(names = "--name", description = "What people will call the run.")
  private String name = "";

  @Option(names = "--rack", paramLabel = "NAME", description = "Only the boards of this rack.")
  private String rack = "";

  @Mixin private PullRequestOptions change = new PullRequestOptions();

  @Option(
      names = "--baseline",
      description =
          "Holds the build to be good once it is mergeable: it tells a hung board from a hung"
              + " build. Needs the token in tokens/baseline.")
  private boolean baseline;

  @Option(
      names = "--wait",
      description = "Waits for the verdict and the report; the exit code says which.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private long timeoutMinutes = 60;

  @Option(
      names = "--upstream-tests",
      paramLabel = "DIR",
      description =
          "MicroPython's or CircuitPython's own tests (foo.py with foo.py.exp beside it), to be run"
              + " as they are on a board of each type. They are shown and decide nothing.")
  private @Nullable Path upstreamTests;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  SubmitCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Optional<PullRequest> tested = change.pullRequest();
    try (UpstreamFile upstream = UpstreamFile.of(Optional.ofNullable(upstreamTests))) {
      return submit(upstream.with(BuildFiles.in(sources)), tested);
    }
  }

  private int submit(List<BuildFiles.Named> files, Optional<PullRequest> tested) throws Exception {
    Console console = scene.console();
    try (HttpLink link = server.link(scene, token())) {
      RunClient client = new RunClient(link);
      Accepted accepted =
          client.submit(
              new RunClient.Submission(called(), files, suite, boards, baseline, rack, tested));
      console.say(
          "run %s: %d job%s; see %s/runs/%s"
              .formatted(
                  accepted.run(),
                  accepted.jobs(),
                  accepted.jobs() == 1 ? "" : "s",
                  link.base(),
                  accepted.run()));
      if (!wait) {
        if (json) {
          console.out().println(RunJson.runs(List.of(client.run(accepted.run()))));
        }
        return ExitCode.PASS;
      }
      return show(follow(client, accepted.run()));
    }
  }

  private RunView follow(RunClient client, RunId run) throws Exception {
    LiveProgress progress = new LiveProgress(scene.console());
    return client.followToReport(
        run, progress::news, Deadline.after(Duration.ofMinutes(timeoutMinutes)), REPORT_WITHIN);
  }

  private int show(RunView run) {
    Console console = scene.console();
    if (json) {
      console.out().println(RunJson.runs(List.of(run)));
    } else {
      ResultsTable.lines(List.of(run), console.width()).forEach(console.out()::println);
      VerdictText.lines(run, console.width()).forEach(console.out()::println);
    }
    if (run.verdict().isEmpty()) {
      console.say(
          "run %s has no verdict after %d minutes; it goes on"
              .formatted(run.run(), timeoutMinutes));
    }
    return ExitCode.of(run.verdict());
  }

  private Path token() {
    return baseline ? scene.place().baselineToken() : scene.place().submitToken();
  }

  private String called() {
    return name.isBlank()
        ? String.valueOf(sources.getFirst().toAbsolutePath().normalize().getFileName())
        : name;
  }
}
