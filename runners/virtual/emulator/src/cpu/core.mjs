// Runs a chip's core for a while. What rp2040js's core lacks is added from outside: sleeping that any pending
// interrupt ends, and events of SEV.

/** Prepares an rp2040js core. */
export function tame(core) {
  const wakeable = () => (core.pendingInterrupts & core.enabledInterrupts) !== 0 || core.pendingSystick
    || core.pendingPendSV || core.pendingNMI;
  core.setInterrupt = (irq, value) => {
    const bit = 1 << irq;
    if (!value) core.pendingInterrupts &= ~bit;
    else if (!(core.pendingInterrupts & bit)) {
      core.pendingInterrupts |= bit;
      core.interruptsUpdated = true;
    }
  };
  return wakeable;
}

/** Runs until the clock says `until`, the chip is stopped, or nothing but time can happen. */
export function run(chip, until) {
  const { clock, core } = chip;
  clock.runUntil(until);
  while (!chip.stopped && clock.nanos < until) {
    if (core.waiting && chip.wakeable()) core.waiting = false;
    if (core.waiting) clock.sleep();
    else chip.thumb.execute();
    clock.fire();
  }
}
