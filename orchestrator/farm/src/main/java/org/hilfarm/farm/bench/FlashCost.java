package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.flash.FlashListener;
import org.hilfarm.drivers.flash.FlashOutcome;
import org.hilfarm.drivers.flash.FlashTarget;
import org.hilfarm.drivers.flash.Flashers;
import org.hilfarm.drivers.power.PortPower;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.build.Image;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.server.intake.ImageRules;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/**
 * What the farm's flasher adds to esptool: the same image is written to the same virtual ESP32-S2
 * by bare esptool and by the flasher, in turns. The flasher's time is until esptool's words are
 * read; the power cycle after it is the board's.
 *
 * <p>A pair's difference has two parts. One is what the flasher does before its esptool starts and
 * after it ended: reading and checking the image, looking at sysfs, reading esptool's words. The
 * other is how far two runs of esptool differ, which is a Python start and the board, and as often
 * in the flasher's favour as not unless the flasher slows its child down.
 */
final class FlashCost {
  private static final int PAIRS = 7;
  private static final Duration STEP_WITHIN = Duration.ofSeconds(90);
  private static final int TOUCH_BAUD = 1200;
  private static final Pattern WRITTEN =
      Pattern.compile("\\[ *([0-9.]+) s\\] esptool ended, exit value 0, after ([0-9]+) us");

  private final Configs configs;
  private final Path folder;
  private final Console console;
  private final Tools tools = Tools.here();

  FlashCost(Configs configs, Path folder, Console console) {
    this.configs = configs;
    this.folder = folder;
    this.console = console;
  }

  private record Subject(FlashTarget target, Image image, Path file, Path root) {
    UsbId application() {
      return target.type().usb().application().id();
    }

    UsbId rom() {
      return target.type().usb().rom().orElseThrow().id();
    }
  }

  List<Figure> measure() throws IOException, ToolMissingException, InterruptedException {
    Rack rack = Agent.rack(configs, Benchmark.RACK);
    var options = VirtualRackOptions.real().withRate(Benchmark.SPEED);
    try (VirtualRack boards = Boards.start(folder.resolve("rack"), rack, configs, options)) {
      Subject subject = subject(rack, boards.root());
      List<Double> more = new ArrayList<>();
      List<Double> around = new ArrayList<>();
      List<Double> esptools = new ArrayList<>();
      for (int pair = 1; pair <= PAIRS; pair++) {
        console.say("esptool, bare and by the flasher, %d of %d".formatted(pair, PAIRS));
        boolean bareFirst = pair % 2 == 0; // whatever the order does goes both ways
        double before = bareFirst ? bare(subject) : 0;
        Matcher flasher = byTheFlasher(subject);
        double bare = bareFirst ? before : bare(subject);
        double wall = Double.parseDouble(flasher.group(1)) * 1000;
        double own = Double.parseDouble(flasher.group(2)) / 1000;
        more.add(wall - bare);
        around.add(wall - own);
        esptools.add(own - bare);
      }
      return List.of(
          Figure.median("flash wrapper over bare esptool, pairs, p50", "ms", 10, more),
          Figure.median("flash wrapper outside its own esptool, part of it, p50", "ms", 10, around),
          Figure.median("flash wrapper's esptool over bare, part of it, p50", "ms", 10, esptools));
    } catch (PowerException | UsbTimeoutException | MalformedImageException e) {
      throw new IOException("the flash benchmark stopped: " + e.getMessage(), e);
    }
  }

  private Subject subject(Rack rack, Path root) throws IOException, MalformedImageException {
    BoardType type =
        configs.types().values().stream()
            .filter(t -> t.flash() == FlashMethod.ESPTOOL)
            .findFirst()
            .orElseThrow();
    Slot slot =
        rack.slots().stream()
            .filter(s -> s.boardType().equals(type.id()))
            .findFirst()
            .orElseThrow();
    DemonstrationBuilds.write(folder, List.of(type), "10.1.0", Variant.GOOD, 1);
    String name = "adafruit-circuitpython-%s-en_US-10.1.0.bin".formatted(type.id());
    Path file = folder.resolve(type.id().value()).resolve("en_US").resolve(name);
    Image image = ImageRules.check(name, Files.readAllBytes(file), type);
    return new Subject(new FlashTarget(root, slot.port(), type), image, file, root);
  }

  private double bare(Subject subject)
      throws IOException,
          ToolMissingException,
          PowerException,
          UsbTimeoutException,
          InterruptedException {
    Path tty = inRom(subject).ttys().getFirst();
    Command command =
        Command.of(tools.find("esptool"), "--chip", "esp32s2", "--port", tty.toString())
            .and("--before", "no_reset", "--after", "no_reset", "--no-stub")
            .and("--connect-attempts", "3", "write_flash", "-z", "0x0", subject.file().toString())
            .with("PYTHONUNBUFFERED", "1");
    Ending ending = Child.run("bare esptool", command, line -> {}, Deadline.after(STEP_WITHIN));
    if (ending instanceof Ending.Exited exited && exited.value() == 0) {
      new PortPower(subject.root()).cycle(subject.target().port(), Deadline.after(STEP_WITHIN));
      return exited.took().toNanos() / 1e6;
    }
    throw new IOException("bare esptool failed: " + ending.output());
  }

  private Matcher byTheFlasher(Subject subject)
      throws IOException, UsbTimeoutException, InterruptedException {
    inRom(subject);
    FlashOutcome outcome =
        new Flashers(tools)
            .by(FlashMethod.ESPTOOL)
            .flash(
                subject.target(),
                subject.image(),
                subject.file(),
                FlashListener.none(),
                Deadline.after(STEP_WITHIN));
    Matcher written = WRITTEN.matcher(outcome.log());
    if (!written.find()) {
      throw new IOException("the flasher failed: " + outcome.log());
    }
    return written;
  }

  /** From its application into the ROM by the 1200-baud touch. */
  private static UsbDevice inRom(Subject subject)
      throws IOException, UsbTimeoutException, InterruptedException {
    UsbTree usb = new UsbTree(subject.root());
    Deadline deadline = Deadline.after(STEP_WITHIN);
    UsbDevice application =
        usb.awaitAt(
            subject.target().port(), Wanted.withSerialPort(subject.application()), deadline);
    SerialLink.touch(application.ttys().getFirst(), TOUCH_BAUD);
    return usb.awaitAt(subject.target().port(), Wanted.withSerialPort(subject.rom()), deadline);
  }
}
