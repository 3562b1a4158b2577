// SCL as targets see it: one of them may hold it low for a while (NXP UM10204, 3.1.9: clock stretching).

/** Held by a target, it is low for everybody; what a block wants to do on the bus waits. */
export class ClockLine {
  #clock;
  #pins;
  #scl;
  #end;
  #until = 0;

  constructor(clock, pins, scl) {
    this.#clock = clock;
    this.#pins = pins;
    this.#scl = scl;
    this.#end = clock.createAlarm(() => pins.hold(scl, false));
  }

  /** A target holds it from now on; nothing where `nanos` is 0. */
  hold(nanos) {
    if (!nanos) return;
    this.#until = this.#clock.nanos + nanos;
    this.#pins.hold(this.#scl, true);
    this.#end.schedule(nanos);
  }

  /** What does one thing at a time once the line is let go: `when(action)`, and `forget()`. */
  waiter() {
    let action;
    const alarm = this.#clock.createAlarm(() => action());
    const when = (next) => {
      action = next;
      const left = this.#until - this.#clock.nanos;
      if (left > 0) alarm.schedule(left);
      else action();
    };
    return { when, forget: () => alarm.cancel() };
  }
}
