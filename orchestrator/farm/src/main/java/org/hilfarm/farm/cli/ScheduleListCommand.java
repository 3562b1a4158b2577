package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.ScheduleClient;
import org.hilfarm.farm.show.ScheduleText;
import org.hilfarm.wire.runapi.ScheduleView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Lists schedules: when each fires next, what became of its last fire.",
    footer = {
      "",
      "Examples:",
      "  ./farm schedule list",
      "  ./farm schedule list --json | jq '.schedules[0].next'",
      "",
      "Exit codes: 0 listed, 2 usage, 3 the orchestrator does not answer."
    })
final class ScheduleListCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ScheduleListCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene)) {
      List<ScheduleView> schedules = new ScheduleClient(link).list();
      if (json) {
        scene.console().out().println(ScheduleText.json(schedules));
      } else {
        ScheduleText.lines(schedules, scene.console().width())
            .forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }
}
