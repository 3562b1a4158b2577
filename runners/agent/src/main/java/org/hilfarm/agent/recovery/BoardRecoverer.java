package org.hilfarm.agent.recovery;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.drivers.recover.Climb;
import org.hilfarm.drivers.recover.KnownGood;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.board.Slot;

/** Brings one board back; called on a thread named after the slot. */
@FunctionalInterface
public interface BoardRecoverer {
  /** Climbs the ladder; it stops between two rungs once it is no longer wanted. */
  Climb recover(Patient patient, Consumer<List<RungStep>> listener, BooleanSupplier unwanted)
      throws InterruptedException;

  /**
   * Which board.
   *
   * @param slot where it is
   * @param type what it is
   * @param good the image that is held to be good on it
   */
  record Patient(Slot slot, BoardType type, Optional<KnownGood> good) {}
}
