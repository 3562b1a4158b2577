package org.hilfarm.farm.cli;

import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.client.ScheduleClient;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.runapi.ScheduleView;
import picocli.CommandLine.Command;

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
final class ScheduleResumeCommand extends ScheduleOrderCommand {
  ScheduleResumeCommand(Scene scene) {
    super(scene);
  }

  @Override
  ScheduleView order(ScheduleClient client, ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException {
    return client.resume(schedule);
  }
}
