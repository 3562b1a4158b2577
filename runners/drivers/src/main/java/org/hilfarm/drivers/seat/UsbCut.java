package org.hilfarm.drivers.seat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.meter.CurrentTrace;
import org.hilfarm.drivers.meter.Feed;
import org.hilfarm.drivers.meter.PowerMeter;
import org.hilfarm.drivers.meter.Ppk2;
import org.hilfarm.drivers.power.DataSwitch;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.model.board.MeteredSupply;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * Cuts a slot's USB data lines for a while. Where the slot has a power meter, the switch takes VBUS
 * too: the meter feeds the board from just before the cut until this is closed, which must not be
 * before the board is back on USB, and measures while the lines are cut. At no other time is its
 * output on, so a power cycle of the port is one there as anywhere. One thread.
 */
public final class UsbCut implements AutoCloseable {
  private static final Duration LEAST_CUT = Duration.ofSeconds(3);
  private static final Duration SWITCHES_WITHIN = Duration.ofSeconds(5);
  private static final Duration METER_WITHIN = Duration.ofSeconds(10);

  /** A meter does not say when its output is up. */
  private static final Duration RISES_IN = Duration.ofMillis(50);

  private final Seat seat;
  private final Bench bench;
  private Optional<PowerMeter> meter = Optional.empty();

  public UsbCut(Seat seat) {
    this.seat = seat;
    this.bench = seat.bench();
  }

  /**
   * Cuts them, and connects them again whatever happens.
   *
   * @param meanwhile what is done first while they are cut; the board time comes on top
   * @return what the board drew meanwhile, where the slot can tell
   */
  public Optional<CurrentTrace> during(Duration boardTime, Meanwhile meanwhile, Deadline outer)
      throws SessionException, InterruptedException {
    if (bench.slot().powerMeter().isPresent()) {
      feed(bench.slot().powerMeter().get(), outer);
    }
    return cut(boardTime, meanwhile, outer);
  }

  /**
   * Switches off what an earlier job may have left on: a board that a meter feeds does not lose its
   * power with its port.
   *
   * @return true; where the meter does not answer, that is noted, and the next start tells
   */
  static boolean meterIsOff(Seat seat, Deadline outer) throws InterruptedException {
    Optional<MeteredSupply> supply = seat.bench().slot().powerMeter();
    if (supply.isPresent()) {
      try (PowerMeter meter = open(seat.bench(), supply.get(), outer)) {
        meter.output(false, outer.within(SWITCHES_WITHIN));
      } catch (IOException e) {
        seat.note("the power meter cannot be switched off: " + Evidence.of(e));
      }
    }
    return true;
  }

  private static PowerMeter open(Bench bench, MeteredSupply supply, Deadline outer)
      throws IOException, InterruptedException {
    return Ppk2.open(
        bench.root().resolve(supply.device()),
        Feed.source(supply.millivolts()),
        outer.within(METER_WITHIN));
  }

  private void feed(MeteredSupply supply, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      PowerMeter opened = open(bench, supply, outer);
      meter = Optional.of(opened);
      seat.note("%s feeds the board at %d mV".formatted(opened.where(), supply.millivolts()));
      opened.output(true, outer.within(SWITCHES_WITHIN));
      Pause.until(outer.within(RISES_IN));
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  private SessionException wrong(IOException e) {
    return new SessionException(
        FaultKind.WIRING_WRONG,
        "the power meter of %s: %s".formatted(bench.name(), Evidence.of(e)),
        e);
  }

  private Optional<CurrentTrace> cut(Duration boardTime, Meanwhile meanwhile, Deadline outer)
      throws SessionException, InterruptedException {
    try (DataSwitch lines =
        DataSwitch.of(bench.root(), bench.slot())
            .orElseThrow(
                () ->
                    new SessionException(
                        FaultKind.WIRING_WRONG,
                        bench.name() + " has no usb_data switch, which this script needs"))) {
      seat.note("USB data lines cut");
      lines.cut(bench.patience(SWITCHES_WITHIN, outer));
      Optional<CurrentTrace> trace = measured(longEnough(boardTime), meanwhile, outer);
      seat.note("USB data lines connected");
      return trace;
    } catch (PowerException e) {
      throw new SessionException(FaultKind.WIRING_WRONG, Evidence.of(e), e);
    }
  }

  private Optional<CurrentTrace> measured(Duration boardTime, Meanwhile meanwhile, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      if (meter.isPresent()) {
        meter.get().start(outer.within(METER_WITHIN));
      }
      meanwhile.act();
      bench.letPass(boardTime, outer);
      return meter.isPresent()
          ? Optional.of(meter.get().stop(outer.within(METER_WITHIN)))
          : Optional.empty();
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  /** Something that is done to a board while its USB is cut. */
  @FunctionalInterface
  public interface Meanwhile {
    void act() throws InterruptedException;
  }

  /** On a fast board clock the board's interpreter still needs this machine's own time. */
  private Duration longEnough(Duration boardTime) {
    Duration least = bench.time().toBoard(LEAST_CUT);
    return boardTime.compareTo(least) < 0 ? least : boardTime;
  }

  /** The board lives from its USB again. */
  @Override
  public void close() {
    try {
      if (meter.isPresent()) {
        meter.get().output(false, Deadline.after(SWITCHES_WITHIN));
      }
    } catch (IOException e) {
      seat.note("the power meter may still feed the board: " + Evidence.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      meter.ifPresent(PowerMeter::close);
      meter = Optional.empty();
    }
  }
}
