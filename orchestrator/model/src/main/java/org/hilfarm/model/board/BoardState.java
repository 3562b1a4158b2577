package org.hilfarm.model.board;

/** Whether a board can be given work. */
public enum BoardState {
  /** Free, and proven to answer. */
  READY,
  /** Somebody holds a lease on it. */
  LEASED,
  /** Its rack is trying to bring it back, or is about to. */
  RECOVERING,
  /** Out of the pool until a person looks at it. */
  QUARANTINED,
  /** Out of the farm for good; it does not even count for what a run requires. */
  RETIRED,
  /** Its rack has not been heard of for longer than a lease lasts. */
  OFFLINE
}
