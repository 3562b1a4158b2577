package org.hilfarm.farm.cli;

import org.hilfarm.farm.show.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "farm",
    description = "Tests CircuitPython builds on real and virtual boards.",
    mixinStandardHelpOptions = false,
    footer = {"", ExitCode.HELP})
final class FarmCommand extends Helpful implements Runnable {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--version", description = "As the command version.")
  private boolean version;

  FarmCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (version) {
      console.out().println(VersionCommand.line());
      return;
    }
    CommandLine line = spec.commandLine();
    line.usage(console.err());
    throw new CommandLine.ParameterException(line, "Say which command.");
  }
}
