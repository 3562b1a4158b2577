package org.hilfarm.model.board;

/**
 * A serial adapter that listens to a board's debug UART, where its ROM, its firmware's faults and
 * debug builds speak while USB is silent.
 *
 * @param device the adapter's device node, relative to the rack's root; better one below {@code
 *     dev/serial/by-path} than a {@code ttyUSB} whose number changes
 * @param baud its speed, 8 data bits, no parity
 */
public record DebugUart(String device, int baud) {
  /** What the ROMs and CircuitPython's debug builds speak at. */
  public static final int USUAL_BAUD = 115_200;

  private static final int SLOWEST = 300;
  private static final int FASTEST = 3_000_000;

  public DebugUart {
    if (baud < SLOWEST || baud > FASTEST) {
      throw new IllegalArgumentException(
          "a debug UART's speed is %d to %d baud, not %d".formatted(SLOWEST, FASTEST, baud));
    }
  }
}
