// A chip's time, counted in its core's cycles; peripherals ask it for the time and for alarms.

/** One alarm of a clock. */
class Alarm {
  constructor(clock, callback) {
    this.clock = clock;
    this.callback = callback;
    this.nanos = 0;
    this.next = null;
    this.scheduled = false;
  }

  schedule(delta) {
    this.clock.unlinkAlarm(this);
    this.clock.linkAlarm(delta, this);
  }

  cancel() {
    this.clock.unlinkAlarm(this);
  }
}

/** What counts before there is a core. */
const STANDING = Object.freeze({ cycles: 0, limit() {} });

/**
 * Same calls as rp2040js's SimulationClock, but time is read off the core's cycle counter instead of being moved
 * on after every instruction. The counter is told at which cycle the core must stop to let an alarm fire.
 */
export class CycleClock {
  #base = 0;
  #baseCycles = 0;
  #nanosPerCycle = 8;
  #until = 0;
  #counter = STANDING;

  constructor() {
    this.nextAlarm = null;
  }

  /** The counter of cycles ({cycles, limit(cycles)}) that is time from now on. */
  follow(counter) {
    this.#counter = counter;
    this.#baseCycles = counter.cycles;
  }

  get nanos() {
    return this.#base + (this.#counter.cycles - this.#baseCycles) * this.#nanosPerCycle;
  }

  get micros() {
    return this.nanos / 1000;
  }

  /** Whole cycles before the time is another microsecond. */
  get cyclesToMicrosecond() {
    const { nanos } = this;
    return Math.floor((1000 - (nanos % 1000)) / this.#nanosPerCycle);
  }

  /** The system clock changed its rate. */
  setFrequency(hertz) {
    this.#base = this.nanos;
    this.#baseCycles = this.#counter.cycles;
    this.#nanosPerCycle = 1e9 / hertz;
    this.#updateLimit();
  }

  createAlarm(callback) {
    return new Alarm(this, callback);
  }

  /** The core may run to this time at most. */
  runUntil(nanos) {
    this.#until = nanos;
    this.#updateLimit();
  }

  /** Ends the run now: a reset was asked for. */
  stop() {
    this.#until = 0;
    this.#counter.limit(0);
  }

  /** The sleeping core lets time pass, to its next alarm or the end of its run. */
  sleep() {
    const target = Math.min(this.nextAlarm ? this.nextAlarm.nanos : Infinity, this.#until);
    const delta = target - this.nanos;
    if (delta > 0) this.#base += delta;
    this.#updateLimit();
  }

  /** Fires the alarms that are due. */
  fire() {
    const now = this.nanos;
    while (this.nextAlarm && this.nextAlarm.nanos <= now) {
      const alarm = this.nextAlarm;
      this.nextAlarm = alarm.next;
      alarm.next = null;
      alarm.scheduled = false;
      alarm.callback();
    }
    this.#updateLimit();
  }

  linkAlarm(delta, alarm) {
    // At least a nanosecond away, so that an alarm that arms itself again cannot hold time still.
    alarm.nanos = this.nanos + Math.max(delta, 1);
    let before = null;
    let after = this.nextAlarm;
    while (after && after.nanos <= alarm.nanos) {
      before = after;
      after = after.next;
    }
    alarm.next = after;
    alarm.scheduled = true;
    if (before) before.next = alarm;
    else this.nextAlarm = alarm;
    this.#updateLimit();
  }

  unlinkAlarm(alarm) {
    if (!alarm.scheduled) return;
    alarm.scheduled = false;
    if (this.nextAlarm === alarm) {
      this.nextAlarm = alarm.next;
    } else {
      let before = this.nextAlarm;
      while (before.next !== alarm) before = before.next;
      before.next = alarm.next;
    }
    alarm.next = null;
  }

  #updateLimit() {
    const target = Math.min(this.nextAlarm ? this.nextAlarm.nanos : Infinity, this.#until);
    this.#counter.limit(this.#baseCycles + (target - this.#base) / this.#nanosPerCycle);
  }
}
