package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.ScheduleClient;
import org.hilfarm.farm.show.ScheduleText;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.runapi.ScheduleView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Lets a schedule go on from now; what it missed while it rested stays missed.",
    footer = {
      "",
      "Examples:",
      "  ./farm schedule resume nightly-soak",
      "",
      "Exit codes: 0 done, 2 usage or no such schedule, 3 the orchestrator does not answer."
    })
final class ScheduleResumeCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1", paramLabel = "NAME", description = "Which schedule.")
  private ScheduleId name = new ScheduleId("none");

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ScheduleResumeCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().submitToken())) {
      List<ScheduleView> now = List.of(new ScheduleClient(link).resume(name));
      if (json) {
        scene.console().out().println(ScheduleText.json(now));
      } else {
        ScheduleText.lines(now, scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }
}
