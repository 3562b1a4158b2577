package org.hilfarm.drivers.commission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.drivers.session.Greeting;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * Switches one board's port and sees what comes of it. The board is reset by code first, so that it
 * can say "from power" afterwards only if power went. One thread.
 *
 * @param bench the board's place
 */
public record PortTrial(Bench bench) {
  private static final Duration SWITCHES_WITHIN = Duration.ofSeconds(10);
  private static final Duration RETURNS_WITHIN = Duration.ofSeconds(30);

  /** The port's grade, and those of the lines its slot has. */
  public PortGrade run(Deadline outer) throws InterruptedException {
    Seen power = power(outer);
    List<LineGrade> lines = power.grade().good() ? new LineTrials(bench).run(outer) : List.of();
    return new PortGrade(
        bench.slot().port(),
        bench.type().id(),
        bench.slot().serial(),
        power.grade(),
        power.said(),
        lines);
  }

  private record Seen(Grade grade, String said) {}

  private Seen power(Deadline outer) throws InterruptedException {
    Optional<Banner> banner;
    String mute = "";
    try {
      banner = Optional.of(Greeting.of(bench, outer));
      Restart.of(bench, outer);
    } catch (SessionException e) {
      banner = Optional.empty();
      mute = e.fault().text();
    }
    Seen first = cycle(outer);
    if (!first.grade().good()) {
      return first;
    }
    return banner.isPresent() ? asked(banner.get(), outer) : new Seen(Grade.UNPROVEN, mute);
  }

  private Seen cycle(Deadline outer) throws InterruptedException {
    PortPath port = bench.slot().port();
    Optional<UsbDevice> before = bench.usb().at(port);
    if (before.isEmpty()) {
      return new Seen(Grade.NOTHING_BACK, "nothing is at port " + port + " any more");
    }
    Map<PortPath, String> others = others();
    try {
      bench.power().cycle(port, bench.patience(SWITCHES_WITHIN, outer));
    } catch (PowerException e) {
      boolean stays = e.getCause() instanceof UsbTimeoutException;
      return new Seen(stays ? Grade.STAYS_ON : Grade.CANNOT, Evidence.of(e));
    }
    Seen back = back(before.get(), outer);
    String left = left(others);
    return back.grade().good() && !left.isEmpty()
        ? new Seen(Grade.GANGED, "switching port " + port + " made others leave: " + left)
        : back;
  }

  private Seen back(UsbDevice before, Deadline outer) throws InterruptedException {
    try {
      Wanted anew = Wanted.withSerialPort(bench.type().usb().application().id()).after(before);
      UsbDevice now =
          bench.usb().awaitAt(before.port(), anew, bench.appearance(RETURNS_WITHIN, outer));
      return now.serial().equals(before.serial())
          ? new Seen(Grade.CUTS_POWER, "left, and came back with its serial")
          : new Seen(
              Grade.OTHER_BOARD,
              "%s left and %s came back".formatted(before.serial(), now.serial()));
    } catch (UsbTimeoutException e) {
      return new Seen(Grade.NOTHING_BACK, Evidence.of(e));
    }
  }

  /** Whether the board lost power, which only the board can say. */
  private Seen asked(Banner banner, Deadline outer) throws InterruptedException {
    try (BoardSession session =
        new BoardSession(bench, banner.version(), new Random().nextLong())) {
      Optional<Fault> fault = session.startClean(outer);
      if (fault.isEmpty()) {
        return new Seen(
            Grade.CUTS_POWER, "left, came back with its serial, and says it started from power");
      }
      boolean kept = fault.get().kind() == FaultKind.POWER_SWITCH_FAILED;
      return new Seen(kept ? Grade.KEEPS_POWER : Grade.UNPROVEN, fault.get().text());
    }
  }

  /** Who else is there, and in which enumeration; what hangs behind this port is not counted. */
  private Map<PortPath, String> others() {
    String own = bench.slot().port().value();
    return bench.usb().all().stream()
        .filter(d -> !d.port().value().equals(own) && !d.port().value().startsWith(own + "."))
        .collect(
            Collectors.toMap(UsbDevice::port, UsbDevice::generation, (a, b) -> b, TreeMap::new));
  }

  private String left(Map<PortPath, String> before) {
    Map<PortPath, String> now = others();
    return before.entrySet().stream()
        .filter(e -> !e.getValue().equals(now.get(e.getKey())))
        .map(e -> e.getKey().value())
        .collect(Collectors.joining(", "));
  }
}
