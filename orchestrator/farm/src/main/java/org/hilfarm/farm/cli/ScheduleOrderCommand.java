package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.client.ScheduleClient;
import org.hilfarm.farm.show.ScheduleText;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.runapi.ScheduleView;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells a schedule something, and shows how it is then. */
abstract class ScheduleOrderCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1", paramLabel = "NAME", description = "Which schedule.")
  private ScheduleId name = new ScheduleId("none");

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ScheduleOrderCommand(Scene scene) {
    this.scene = scene;
  }

  abstract ScheduleView order(ScheduleClient client, ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException;

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().submitToken())) {
      List<ScheduleView> now = List.of(order(new ScheduleClient(link), name));
      if (json) {
        scene.console().out().println(ScheduleText.json(now));
      } else {
        ScheduleText.lines(now, scene.console().width()).forEach(scene.console().out()::println);
      }
    }
    return ExitCode.PASS;
  }
}
