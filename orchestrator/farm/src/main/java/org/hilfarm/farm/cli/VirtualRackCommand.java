package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "virtual-rack",
    description = "Plays the boards of a rack in a folder until Ctrl-C.",
    footer = {
      "",
      "Example:",
      "  ./farm virtual-rack --rack demo --root /tmp/rack --builds /tmp/builds &",
      "  ./farm agent --rack demo --root /tmp/rack &",
      "  ./farm submit /tmp/builds/good --suite smoke --wait"
    })
final class VirtualRackCommand extends Helpful implements Callable<Integer> {
  private static final String VERSION = "10.1.0";
  private static final long SEED = 1;

  private final Scene scene;

  @Option(
      names = "--rack",
      paramLabel = "NAME|FILE",
      description =
          "Its name in board-configs/racks, or its file, such as bench.yaml (default:"
              + " ${DEFAULT-VALUE}).")
  private String rack = "demo";

  @Option(names = "--root", required = true, paramLabel = "DIR", description = "The folder.")
  private Path root = Path.of("");

  @Option(
      names = "--speed",
      paramLabel = "RATE",
      description = "How much faster than the wall's the boards' time runs (default: 1).")
  private double speed = 1;

  @Option(
      names = "--builds",
      paramLabel = "DIR",
      description = "Writes builds for these boards there first: one good, one regressed.")
  private @Nullable Path builds;

  @Mixin private EmulatorOptions emulator = new EmulatorOptions();

  VirtualRackCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    RackChoice chosen = RackChoice.of(rack, scene.place().repository());
    Configs configs = chosen.configs();
    Rack played = Agent.rack(configs, chosen.rack());
    if (builds != null) {
      write(builds, played, configs);
    }
    VirtualRackOptions options = emulator.in(VirtualRackOptions.real().withRate(speed));
    try (VirtualRack boards = Boards.start(root.toAbsolutePath(), played, configs, options)) {
      scene.console().out().println(boards.root());
      new CountDownLatch(1).await();
    }
    return ExitCode.PASS;
  }

  /** The versions differ, so a board that still runs the other build shows. */
  private static void write(Path folder, Rack played, Configs configs) throws IOException {
    List<BoardType> types =
        played.slots().stream().map(Slot::boardType).distinct().map(configs::type).toList();
    Path good = Files.createDirectories(folder.resolve("good"));
    DemonstrationBuilds.write(good, types, VERSION, Variant.GOOD, SEED);
    Path regressed = Files.createDirectories(folder.resolve("regressed"));
    DemonstrationBuilds.write(regressed, types, VERSION + "-1-g0badc0de5", Variant.REGRESSED, SEED);
  }
}
