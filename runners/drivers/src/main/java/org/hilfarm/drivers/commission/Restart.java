package org.hilfarm.drivers.commission;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Phrases;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/** A restart by the board's own code: its reset reason is "software" then. */
final class Restart {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private Restart() {}

  /** Restarts the board and waits until it is back. */
  static void of(Bench bench, Deadline outer) throws SessionException, InterruptedException {
    Firmware firmware = bench.type().firmware();
    Transcript unkept = new Transcript(bench.clock());
    try (Attached attached = Attached.to(bench, unkept, Optional.empty(), outer)) {
      UsbDevice before = attached.device();
      Execution end =
          attached.raw(outer).exec(Phrases.reset(firmware), bench.patience(WITHIN, outer));
      if (!(end instanceof Execution.Vanished)) {
        throw new SessionException(
            FaultKind.NO_ANSWER,
            "%s was told to reset (%s) and did not: %s"
                .formatted(bench.name(), Phrases.resetCall(firmware), Evidence.of(end)));
      }
      Wanted anew = Wanted.withSerialPort(bench.type().usb().application().id()).after(before);
      var unused = bench.usb().awaitAt(before.port(), anew, bench.appearance(WITHIN, outer));
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.NO_ANSWER, bench.name() + " was told to reset: " + Evidence.of(e), e);
    }
  }
}
