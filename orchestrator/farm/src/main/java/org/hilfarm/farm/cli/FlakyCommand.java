package org.hilfarm.farm.cli;

import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.HistoryClient;
import org.hilfarm.farm.show.HistoryText;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.FlakinessView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "flaky",
    description = {
      "Says how reliable scripts were lately, the flakiest first.",
      "A script is flaky on a type of board where the very same image both passed and failed it."
    },
    footer = {
      "",
      "Examples:",
      "  ./farm flaky",
      "  ./farm flaky --days 7 --json | jq '.pairs[] | select(.mixed > 0)'",
      "",
      "Exit codes: 0 listed, 2 usage, 3 the orchestrator does not answer."
    })
final class FlakyCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--days", paramLabel = "N", description = "How far back: 1 to 180, usually 30.")
  private int days = 30;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  FlakyCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      FlakinessView view = new HistoryClient(link).flakiness(days);
      if (json) {
        scene.console().out().println(Json.pretty(view));
      } else {
        HistoryText.flakiness(view, scene.console().width())
            .forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }
}
