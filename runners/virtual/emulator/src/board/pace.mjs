// A board's time against the wall's: never ahead of it, and what is lost when the machine is busy is not made up.

const MAX_LAG_NANOS = 50_000_000;
const STEP_NANOS = 1_000_000;

/** Emulated time since power on, over any number of chips one after the other. */
export class Pace {
  #before = 0;
  #chip;
  #anchorWall = 0;
  #anchorNanos = 0;

  /** Emulated nanoseconds since power on. */
  get nanos() {
    return this.#before + (this.#chip ? this.#chip.clock.nanos : 0);
  }

  follow(chip) {
    this.#chip = chip;
    this.#anchor();
  }

  leave() {
    this.#before = this.nanos;
    this.#chip = undefined;
  }

  /**
   * Runs a chip up to the wall's time now, for at most this much of it; gives the milliseconds to wait until it is due
   * again. What becomes due meanwhile is left for later: a chip that keeps up would be followed without a pause.
   */
  run(chip, wallMillis) {
    const wall = performance.now();
    const due = this.#due(wall) - this.#before;
    for (;;) {
      const now = chip.clock.nanos;
      if (now >= due) return this.#waitFor(chip, now);
      chip.run(Math.min(due, now + STEP_NANOS));
      if (chip.stopped || performance.now() >= wall + wallMillis) return 0;
    }
  }

  #waitFor(chip, now) {
    if (!chip.core.waiting) return 1;
    const next = chip.clock.nextAlarm;
    return next ? Math.max(1, (next.nanos - now) / 1e6) : 1000;
  }

  #due(wall) {
    const due = this.#anchorNanos + (wall - this.#anchorWall) * 1e6;
    if (due - this.nanos > MAX_LAG_NANOS) {
      this.#anchor();
      return this.nanos + STEP_NANOS;
    }
    return due;
  }

  #anchor() {
    this.#anchorWall = performance.now();
    this.#anchorNanos = this.nanos;
  }
}
