package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hilfarm.farm.desk.Desk;
import org.hilfarm.farm.desk.DeskResult;
import org.hilfarm.farm.desk.DeskRun;
import org.hilfarm.farm.desk.DeskWiring;
import org.hilfarm.farm.desk.ReplayBundle;
import org.hilfarm.farm.show.DeskJson;
import org.hilfarm.farm.show.DeskText;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.Configs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description =
        "Runs on your board what a board of the farm ran: the very script and helpers of one"
            + " attempt, and with --flash its firmware. The bundle comes from the attempt's page,"
            + " /runs/RUN/BOARD/SCRIPT.",
    footer = {
      "",
      "Examples:",
      "  ./farm replay replay-r12-P1-watchdog.reset_bites.zip \\",
      "      --port /dev/ttyACM0",
      "  ./farm replay replay.zip --port /dev/ttyACM0 --flash",
      "",
      ExitCode.HELP
    })
final class ReplayCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Parameters(arity = "1", paramLabel = "BUNDLE", description = "The zip from the attempt's page.")
  private Path bundle = Path.of("");

  @Option(
      names = "--port",
      required = true,
      paramLabel = "DEV",
      description = "The board's serial port.")
  private Path port = Path.of("");

  @Option(names = "--flash", description = "Puts the bundle's firmware onto the board first.")
  private boolean flash;

  @Option(
      names = "--slot-ability",
      split = ",",
      paramLabel = "ABILITY",
      description = "What the wiring adds, for scripts that need it.")
  private List<Ability> abilities = List.of();

  @Option(
      names = "--i2c",
      paramLabel = "ADDRESS:REGISTER:VALUE",
      description = "A device on the board's I2C bus, and what a register of it holds.")
  private @Nullable I2cTarget i2c;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  ReplayCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    ReplayBundle wanted = read();
    Configs configs = Configs.load(scene.place().repository());
    DeskWiring wiring = new DeskWiring(Set.copyOf(abilities), Optional.ofNullable(i2c));
    Desk desk = Desk.at(port, Optional.of(wanted.about().board().type()), wiring, configs);
    desk.mustSatisfy(wanted.script());
    DeskRun run =
        new DeskRun(desk, wanted.library(), said -> scene.console().say(Plain.text(said)));
    DeskResult result =
        flash ? flashed(run, wanted, desk) : run.run(wanted.script(), wanted.seed());
    scene.console().say(compared(wanted, result));
    return show(result);
  }

  /** What a bundle says of itself comes from whoever made it: a terminal obeys none of it. */
  private ReplayBundle read() throws IOException {
    try {
      return ReplayBundle.read(bundle);
    } catch (IllegalArgumentException | ConfigProblems e) {
      throw new IllegalArgumentException(Plain.text(String.valueOf(e.getMessage())), e);
    }
  }

  private DeskResult flashed(DeskRun run, ReplayBundle wanted, Desk desk) throws Exception {
    byte[] image =
        wanted
            .firmware()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        bundle
                            + ": the farm did not keep its firmware; put it onto the board yourself"
                            + " and leave --flash out"));
    Path file = Files.createTempFile("hil-replay-", ".image");
    try {
      Files.write(file, image);
      DeskRun.Firmware firmware = new DeskRun.Firmware(wanted.image(desk.bench().type()), file);
      return run.run(wanted.script(), wanted.seed(), Optional.of(firmware));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Whether it was the same firmware, and whether it ended as it did on the farm. */
  private static String compared(ReplayBundle wanted, DeskResult result) {
    Banner then = wanted.banner();
    String firmware =
        result.banner().filter(then::equals).isPresent()
            ? "the same firmware"
            : "another firmware: the farm's board ran %s; --flash puts that onto yours"
                .formatted(then);
    String ended =
        result.status().equals(wanted.about().outcome())
            ? "here as there it is " + result.status()
            : "there it was %s, here it is %s".formatted(wanted.about().outcome(), result.status());
    return Plain.text("%s; %s".formatted(firmware, ended));
  }

  private int show(DeskResult result) {
    if (json) {
      scene.console().out().println(DeskJson.of(result));
    } else {
      DeskText.lines(result, scene.console().width()).forEach(scene.console().out()::println);
    }
    if (result.passed()) {
      return ExitCode.PASS;
    }
    return result.firmwareAtFault() ? ExitCode.BLOCKED : ExitCode.UNDECIDED;
  }
}
