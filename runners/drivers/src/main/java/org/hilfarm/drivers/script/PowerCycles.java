package org.hilfarm.drivers.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/**
 * Takes a board's power and gives it back, again and again: each time it must show the same serial
 * number with port and drive in time, and its code.py must get as far as before.
 */
final class PowerCycles {
  /** A boot takes a second and a half, of which one is the wait for safe mode; ten is a lot. */
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(10);

  /** One that is late is to be told from one that never comes. */
  private static final Duration WAITS = Duration.ofSeconds(60);

  private final Seat seat;
  private final Phase phase;
  private final BusyTime busy;
  private final String nonce;

  PowerCycles(Seat seat, Phase phase, BusyTime busy, String nonce) {
    this.seat = seat;
    this.phase = phase;
    this.busy = busy;
    this.nonce = nonce;
  }

  /** The outcome of each start, up to the first that was wrong. */
  List<PhaseOutcome> run(Deadline outer) throws SessionException, InterruptedException {
    int times =
        phase.acts().stream()
            .mapToInt(a -> a instanceof Act.PowerCycle cycle ? cycle.times() : 0)
            .sum();
    List<PhaseOutcome> outcomes = new ArrayList<>();
    for (int start = 1; start <= times; start++) {
      PhaseOutcome outcome = start(start, outer);
      outcomes.add(outcome);
      if (outcome.fault().isPresent()) {
        break;
      }
    }
    return outcomes;
  }

  private PhaseOutcome start(int number, Deadline outer)
      throws SessionException, InterruptedException {
    HostSaw saw = new HostSaw();
    RecordStream records = new RecordStream(nonce);
    seat.cyclePort(outer);
    Optional<Fault> fault = shown(number, saw, outer);
    if (fault.isEmpty()) {
      seat.reattach(Optional.empty(), outer);
      busy.seen();
      fault = running(records, saw, outer);
      busy.pause();
    }
    if (fault.isEmpty()) {
      seat.enterStart(
          Stimulus.POWER_CYCLE, true, seat.powered().map(PowerCut::off), records.booted(), outer);
    }
    return new PhaseOutcome(records, fault, saw);
  }

  /** Power is back: waits for the board, whatever its serial number may be now. */
  private Optional<Fault> shown(int number, HostSaw saw, Deadline outer)
      throws InterruptedException {
    Bench bench = seat.bench();
    long on = bench.time().nanos();
    String start = "start %d".formatted(number);
    try {
      UsbDevice device =
          bench
              .usb()
              .awaitAt(
                  bench.slot().port(),
                  Wanted.withSerialPort(bench.type().usb().application().id()),
                  bench.appearance(WAITS, outer));
      double took = Math.round((bench.time().nanos() - on) / 1e7) / 100.0;
      double most =
          millis(longer(SHOWS_WITHIN, bench.time().toBoard(BoardClock.LEAST_WAIT))) / 1000;
      saw.measure(
          "shown_after_" + start.replace(' ', '_'),
          took,
          "s",
          OptionalDouble.empty(),
          OptionalDouble.of(most));
      String due = bench.slot().serial().value();
      return saw.check(
              "%s shows the same serial number".formatted(start),
              device.serial().equals(due),
              device.serial())
          ? Optional.empty()
          : Optional.of(failed(start + " shows serial number \"" + device.serial() + "\""));
    } catch (UsbTimeoutException e) {
      return Optional.of(away(start, e));
    }
  }

  /**
   * Firmware that hangs on its way to USB, or a port that gave no power: only the ROM, or the
   * baseline on the same board, can tell.
   */
  private Fault away(String start, UsbTimeoutException e) {
    String what = failed(start + " did not show itself: " + Evidence.of(e)).text();
    SessionException missing = new SessionException(FaultKind.BOARD_MISSING, what, e);
    Fault fault = seat.unlessItLoops(missing).fault();
    return fault.kind() == FaultKind.BOARD_MISSING ? new Fault(FaultKind.NO_ANSWER, what) : fault;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private Optional<Fault> running(RecordStream records, HostSaw saw, Deadline outer)
      throws SessionException, InterruptedException {
    Deadline deadline = seat.bench().patience(phase.within(), outer);
    Cues none = new Cues(phase, new Hand(seat, saw, Optional.empty()), deadline);
    return new PhaseListener(seat, phase, busy, saw, none).listen(records, deadline);
  }

  private Fault failed(String what) {
    return new Fault(
        FaultKind.CHECK_FAILED,
        "%s was switched off and on, and %s".formatted(seat.bench().name(), what));
  }
}
