package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.model.board.RackId;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "virtual-rack",
    description = "Plays the boards of a rack in a folder until Ctrl-C.",
    footer = {
      "",
      "Example:",
      "  ./farm virtual-rack --rack demo --root /tmp/rack &",
      "  ./farm agent --rack demo --root /tmp/rack"
    })
final class VirtualRackCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(names = "--rack", description = "Its name in board-configs/racks (default: demo).")
  private RackId rack = new RackId("demo");

  @Option(names = "--root", required = true, paramLabel = "DIR", description = "The folder.")
  private Path root = Path.of("");

  @Option(
      names = "--speed",
      paramLabel = "RATE",
      description = "How much faster than the wall's the boards' time runs (default: 1).")
  private double speed = 1;

  @Mixin private EmulatorOptions emulator = new EmulatorOptions();

  VirtualRackCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    Configs configs = Configs.load(scene.place().repository());
    VirtualRackOptions options = emulator.in(VirtualRackOptions.real().withRate(speed));
    try (VirtualRack boards =
        Boards.start(root.toAbsolutePath(), Agent.rack(configs, rack), configs, options)) {
      scene.console().out().println(boards.root());
      new CountDownLatch(1).await();
    }
    return ExitCode.PASS;
  }
}
