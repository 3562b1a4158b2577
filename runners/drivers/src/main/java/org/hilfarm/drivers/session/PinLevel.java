package org.hilfarm.drivers.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;

/**
 * Brings a board's pin to a level from outside: the slot's file {@code pins} takes the pin's number
 * and the level. A virtual rack makes that file; on a rack it belongs to whatever drives the pin.
 *
 * @param bench where
 */
record PinLevel(Bench bench) {
  void set(Act.Pin pin) throws SessionException {
    Path file = bench.root().resolve("run/hil/slots/" + bench.slot().id() + "/pins");
    try {
      Files.writeString(file, pin.gpio() + (pin.high() ? " 1\n" : " 0\n"));
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.WIRING_WRONG,
          "nothing drives GPIO %d of %s: %s cannot be written (%s). Take pin-driver from the slot's"
                  .formatted(pin.gpio(), bench.name(), file, e.getClass().getSimpleName())
              + " abilities, or wire it.",
          e);
    }
  }
}
