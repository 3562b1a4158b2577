package org.hilfarm.farm.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "schedule",
    description = "What the farm does by the clock: lists it, fires it now, lets it rest.",
    footer = {
      "",
      "Examples:",
      "  ./farm schedule list",
      "  ./farm schedule run nightly-soak",
      "  ./farm schedule pause nightly-soak",
      "  ./farm schedule nights nightly-soak",
      "",
      "Schedules are kept in board-configs/schedules.yaml, which is read when an",
      "orchestrator starts."
    })
final class ScheduleCommand extends Helpful implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine with(Scene scene) {
    return new CommandLine(new ScheduleCommand())
        .addSubcommand(new ScheduleListCommand(scene))
        .addSubcommand(new ScheduleRunCommand(scene))
        .addSubcommand(new SchedulePauseCommand(scene))
        .addSubcommand(new ScheduleResumeCommand(scene))
        .addSubcommand(new ScheduleNightsCommand(scene));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: list, run, pause, resume or nights");
  }
}
