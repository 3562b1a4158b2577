package org.hilfarm.farm.cli;

import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.HistoryClient;
import org.hilfarm.farm.show.HistoryText;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.NightsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "nights",
    description = {
      "Compares a schedule's latest run with the seven before it: new failures, what is fixed,",
      "what is flaky, and how measures move from night to night."
    },
    footer = {
      "",
      "Examples:",
      "  ./farm schedule nights nightly-soak",
      "  ./farm schedule nights nightly-soak --json | jq '.changes'",
      "",
      "Exit codes: 0 listed, 2 usage or no such schedule, 3 the orchestrator does not answer."
    })
final class ScheduleNightsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1", paramLabel = "NAME", description = "Which schedule.")
  private ScheduleId name = new ScheduleId("none");

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ScheduleNightsCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      NightsView view = new HistoryClient(link).nights(name);
      if (json) {
        scene.console().out().println(Json.pretty(view));
      } else {
        HistoryText.nights(view, scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }
}
