package org.hilfarm.model.board;

/**
 * What switches a slot's power. What it did is proven by the device that leaves, by nothing else.
 */
public sealed interface PowerWay {

  /**
   * The kernel's attribute of the hub's port; where the kernel has none (before 6.0), uhubctl. What
   * a slot has that says nothing.
   */
  record KernelPort() implements PowerWay {}

  /** The program uhubctl, also where the kernel has the attribute. */
  record Uhubctl() implements PowerWay {}

  /**
   * Something beside the hub: a relay in the cable, a socket strip.
   *
   * @param by on: the board has power. A GPIO line is the other way round: it is driven while power
   *     is cut, so that boards have power when nobody drives it.
   */
  record Switched(SlotSwitch by) implements PowerWay {}
}
