package org.hilfarm.farm.cli;

import java.util.concurrent.Callable;
import org.hilfarm.farm.wiring.Version;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Says which farm this is.",
    footer = {"", "Example:", "  ./farm version"})
final class VersionCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  VersionCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() {
    scene.console().out().println("HIL Farm " + Version.TEXT + ", Java " + Runtime.version());
    return ExitCode.PASS;
  }
}
