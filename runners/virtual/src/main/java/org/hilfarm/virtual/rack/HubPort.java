package org.hilfarm.virtual.rack;

import java.util.List;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.PortFault;
import org.hilfarm.virtual.power.Supplies;
import org.hilfarm.virtual.tree.RackTree;

/**
 * What a slot's port does when it is switched, which is not always what it says. On the thread of
 * the rack's events.
 *
 * @param port where
 * @param board what hangs there
 * @param supply the board's power
 */
record HubPort(PortPath port, VirtualBoard board, Supplies supply) {

  /** The port is switched; the neighbours are all ports of the rack. */
  void switched(boolean on, FaultPlan faults, RackTree tree, List<HubPort> all) {
    if (faults.lies(port, PortFault.Kind.STAYS_ON)) {
      return;
    }
    if (!on && faults.lies(port, PortFault.Kind.OTHER_SERIAL)) {
      tree.rename(port, "FFFFFFFFFFFFFFFF");
    }
    if (faults.lies(port, PortFault.Kind.KEEPS_POWER)) {
      board.data(on);
      return;
    }
    supply.port(on);
    if (faults.lies(port, PortFault.Kind.GANGED)) {
      all.stream()
          .filter(other -> other.port.hub().equals(port.hub()))
          .forEach(other -> other.supply.port(on));
    }
  }
}
