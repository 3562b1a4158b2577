package org.hilfarm.server.github.event;

import java.util.function.Function;
import org.hilfarm.server.postgres.Tx;

/**
 * Where a reaction changes something: fenced, so that who was given up and comes back changes
 * nothing. Throws {@link LostException} then.
 */
public interface Ground {
  /** Something on the way. */
  <T> T step(Function<Tx, T> work);

  /** The last change; the delivery is done with it. */
  Outcome end(Function<Tx, Outcome> work);

  /** Another has it now. */
  final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostException(String what) {
      super(what + " is in other hands now");
    }
  }
}
