package org.hilfarm.drivers.commission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.power.DataSwitch;
import org.hilfarm.drivers.power.Line;
import org.hilfarm.drivers.power.Lines;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.time.Deadline;

/**
 * Tries the lines that a slot's wiring tells of: each must do to the board what it is for, and the
 * board must be back afterwards. One thread.
 *
 * @param bench the board's place
 */
record LineTrials(Bench bench) {
  private static final Duration PRESSED = Duration.ofMillis(100);
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration LETTING_GO = Duration.ofSeconds(10);

  List<LineGrade> run(Deadline outer) throws InterruptedException {
    List<LineGrade> grades = new ArrayList<>();
    if (bench.slot().usbData().isPresent()) {
      grades.add(tried("usb_data", () -> dataSwitch(outer)));
    }
    Optional<SlotSwitch> reset = bench.slot().fixture().resetLine();
    if (reset.isPresent()) {
      grades.add(tried("reset_line", () -> reset(reset.get(), outer)));
    }
    Optional<SlotSwitch> boot = bench.slot().fixture().bootLine();
    if (boot.isPresent() && reset.isPresent()) {
      grades.add(tried("boot_line", () -> boot(boot.get(), reset.get(), outer)));
    }
    if (bench.slot().powerMeter().isPresent()) {
      grades.add(meter(bench.slot().powerMeter().get().device()));
    }
    return grades;
  }

  private interface Trial {
    String run() throws IOException, InterruptedException;
  }

  private static LineGrade tried(String line, Trial trial) throws InterruptedException {
    try {
      return new LineGrade(line, true, trial.run());
    } catch (IOException e) {
      return new LineGrade(line, false, Evidence.of(e));
    }
  }

  private String dataSwitch(Deadline outer) throws IOException, InterruptedException {
    UsbDevice before = there(outer);
    try (DataSwitch data = DataSwitch.of(bench.root(), bench.slot()).orElseThrow()) {
      data.cut(bench.appearance(WITHIN, outer));
    }
    back(before, outer);
    return "the board left the bus, and came back";
  }

  private String reset(SlotSwitch reset, Deadline outer) throws IOException, InterruptedException {
    UsbDevice before = there(outer);
    press(reset, outer);
    back(before, outer);
    return "the board started anew";
  }

  private String boot(SlotSwitch boot, SlotSwitch reset, Deadline outer)
      throws IOException, InterruptedException {
    UsbDevice before = there(outer);
    UsbDevice loader;
    try (Line line = lines().open(boot, "the boot line")) {
      try {
        line.set(true, outer);
        press(reset, outer);
        loader = other(before, outer);
      } finally {
        line.set(false, Deadline.after(LETTING_GO, outer.ticker()));
      }
    }
    press(reset, outer);
    back(loader, outer);
    return "with boot held a reset led to %s".formatted(loader.id());
  }

  private LineGrade meter(String device) {
    Path node = bench.root().resolve(device).normalize();
    return new LineGrade(
        "power_meter",
        Files.exists(node),
        Files.exists(node) ? "is there" : "there is no " + node + ": is the meter plugged in?");
  }

  private void press(SlotSwitch reset, Deadline outer) throws PowerException, InterruptedException {
    bench.letPass(Duration.ofSeconds(1), outer);
    try (Line line = lines().open(reset, "the reset line")) {
      line.press(PRESSED, outer);
    }
  }

  private Lines lines() {
    return new Lines(bench.root(), bench.slot(), bench.tools());
  }

  private UsbDevice there(Deadline outer) throws UsbTimeoutException, InterruptedException {
    Wanted board = Wanted.withSerialPort(bench.type().usb().application().id());
    return bench.usb().awaitAt(bench.slot().port(), board, bench.appearance(WITHIN, outer));
  }

  private void back(UsbDevice before, Deadline outer)
      throws UsbTimeoutException, InterruptedException {
    Wanted board = Wanted.withSerialPort(bench.type().usb().application().id()).after(before);
    var unused = bench.usb().awaitAt(before.port(), board, bench.appearance(WITHIN, outer));
  }

  private UsbDevice other(UsbDevice before, Deadline outer)
      throws UsbTimeoutException, InterruptedException {
    Wanted loader =
        new Wanted("a bootloader", d -> !d.id().equals(bench.type().usb().application().id()));
    return bench.usb().awaitAt(before.port(), loader, bench.appearance(WITHIN, outer));
  }
}
