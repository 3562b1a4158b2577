package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.runapi.Accepted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "again",
    description =
        "Tests again what did not pass in a run that is over, in a run of its own. It counts for no"
            + " pull request.",
    footer = {
      "",
      "Examples:",
      "  ./farm runs again r12",
      "  ./farm runs again r12 --json | jq -r '.runs[0].run'",
      "",
      "Exit codes: 0 there is a new run, 2 usage, or nothing to test again."
    })
final class RunsAgainCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1", paramLabel = "RUN", description = "The run that is over.")
  private String run = "";

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  RunsAgainCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    RunId of = new RunId(run);
    try (HttpLink link = server.link(scene, scene.place().submitToken())) {
      RunClient client = new RunClient(link);
      Accepted accepted = client.again(of);
      if (json) {
        scene.console().out().println(RunJson.runs(List.of(client.run(accepted.run()))));
      } else {
        scene
            .console()
            .say(
                "run %s tests again what did not pass in %s, in %d jobs; see %s/runs/%s"
                    .formatted(accepted.run(), of, accepted.jobs(), link.base(), accepted.run()));
      }
    }
    return ExitCode.PASS;
  }
}
