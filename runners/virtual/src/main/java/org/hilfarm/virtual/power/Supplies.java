package org.hilfarm.virtual.power;

import java.util.function.Consumer;

/**
 * Where a board's power comes from: its USB port, and in a slot with a power meter also that, at
 * the battery input. There the switch of the USB data lines takes VBUS as well, and the meter sees
 * what the board draws only while USB does not feed it. Any thread may use it.
 */
public final class Supplies {
  private final boolean metered;
  private final Consumer<Boolean> board;
  private boolean port = true;
  private boolean lines = true;
  private boolean meter;

  /**
   * @param metered whether the slot has a power meter
   * @param board told whether it has power, whenever that may have changed
   */
  public Supplies(boolean metered, Consumer<Boolean> board) {
    this.metered = metered;
    this.board = board;
  }

  /** The port's power comes or goes. */
  public synchronized void port(boolean on) {
    port = on;
    tell();
  }

  /** The switch of the data lines is closed or open. */
  public synchronized void lines(boolean whole) {
    lines = whole;
    tell();
  }

  /** The meter's output is switched. */
  public synchronized void meter(boolean on) {
    meter = on;
    tell();
  }

  /** Whether the meter feeds the board now. */
  public synchronized boolean fromMeter() {
    return meter && !fromUsb();
  }

  private boolean fromUsb() {
    return port && (lines || !metered);
  }

  private void tell() {
    board.accept(fromUsb() || meter);
  }
}
