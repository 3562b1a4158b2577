package org.hilfarm.agent.outbox;

/**
 * How much an outbox may hold. A rack whose outbox is beyond any of them asks for no work.
 *
 * @param reports how many reports
 * @param bytes how much they may take on the disk
 * @param spare how much of the disk must be free besides, for the work that is under way
 */
public record Limits(int reports, long bytes, long spare) {
  /** Some hours' reports of a large rack. */
  public static Limits usual() {
    return new Limits(256, 512L << 20, 64L << 20);
  }
}
