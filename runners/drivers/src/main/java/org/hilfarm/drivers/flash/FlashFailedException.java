package org.hilfarm.drivers.flash;

import java.util.Objects;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;

/** A flash cannot go on; it becomes {@link FlashOutcome.Failed} where the flash began. */
final class FlashFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;

  FlashFailedException(FaultKind kind, String text) {
    super(text);
    this.kind = kind;
  }

  Fault fault() {
    return new Fault(kind, Objects.requireNonNull(getMessage()));
  }
}
