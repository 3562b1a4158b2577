package org.hilfarm.farm.cli;

import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.client.ScheduleClient;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.runapi.ScheduleView;
import picocli.CommandLine.Command;

@Command(
    name = "pause",
    description = "Lets a schedule rest: it makes no run by itself until it is resumed.",
    footer = {
      "",
      "Examples:",
      "  ./farm schedule pause nightly-soak",
      "",
      "Exit codes: 0 done, 2 usage or no such schedule, 3 the orchestrator does not answer."
    })
final class SchedulePauseCommand extends ScheduleOrderCommand {
  SchedulePauseCommand(Scene scene) {
    super(scene);
  }

  @Override
  ScheduleView order(ScheduleClient client, ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException {
    return client.pause(schedule);
  }
}
