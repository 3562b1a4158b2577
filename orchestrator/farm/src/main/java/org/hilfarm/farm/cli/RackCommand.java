package org.hilfarm.farm.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rack",
    description = "A rack's host: walks a new one and writes its rack file.",
    footer = {"", "Example:", "  ./farm rack enrol bench"})
final class RackCommand extends Helpful implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine with(Scene scene) {
    return new CommandLine(new RackCommand()).addSubcommand(new RackEnrolCommand(scene));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: enrol");
  }
}
