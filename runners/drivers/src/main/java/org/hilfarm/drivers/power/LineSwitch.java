package org.hilfarm.drivers.power;

import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.time.Deadline;

/** A port's power, cut by something beside the hub. A GPIO line is driven while it is cut. */
final class LineSwitch implements PortSwitch {
  private final Line line;
  private final boolean drivenIsOff;

  LineSwitch(SlotSwitch by, Lines lines) {
    Slot slot = lines.slot();
    this.line = lines.open(by, "the power at port " + slot.port());
    this.drivenIsOff = by instanceof GpioLine;
  }

  @Override
  public void set(PortPath port, boolean on, Deadline deadline)
      throws PowerException, InterruptedException {
    line.set(on != drivenIsOff, deadline);
  }

  @Override
  public void close() {
    line.close();
  }
}
