// The core's registers and flags in one array of words, so that the fast interpreter and rp2040js's own core work on
// the same state.

export const PC = 15;
/** A result: negative when N is set, zero when Z is set. */
export const NZ = 16;
export const CARRY = 17;
export const OVERFLOW = 18;
/** Cycles since the counter's base, and where to stop. */
export const CYCLES = 19;
export const LIMIT = 20;
/** Not zero: look for interrupts before the next instruction; the core sleeps. */
export const ATTENTION = 21;
export const WAITING = 22;
const WORDS = 32;
const FAR = 0x40000000;

/** All cycles of a core: those in its words and those before. */
class CycleCounter {
  #words;
  #base;

  constructor(words, base) {
    this.#words = words;
    this.#base = base;
  }

  get cycles() {
    return this.#base + this.#words[CYCLES];
  }

  /** The words count from here again, up to this many cycles in all. */
  limit(cycles) {
    this.#base += this.#words[CYCLES];
    this.#words[CYCLES] = 0;
    this.#words[LIMIT] = Math.min(FAR, Math.max(0, Math.ceil(cycles - this.#base)));
  }
}

/** Moves an rp2040js core's state into such an array and gives it; from now on its cycles are the clock's time. */
export function shareState(core, clock) {
  const words = new Int32Array(WORDS);
  const registers = new Uint32Array(words.buffer, 0, 16);
  registers.set(core.registers);
  const counter = new CycleCounter(words, core.cycles);
  Object.defineProperties(core, {
    registers: { value: registers },
    N: {
      get: () => words[NZ] < 0,
      set: (on) => { words[NZ] = on ? -1 : Number(words[NZ] !== 0); },
    },
    Z: {
      get: () => words[NZ] === 0,
      set: (on) => {
        if (on) words[NZ] = 0;
        else if (words[NZ] === 0) words[NZ] = 1;
      },
    },
    C: { get: () => words[CARRY] !== 0, set: (on) => { words[CARRY] = Number(Boolean(on)); } },
    V: { get: () => words[OVERFLOW] !== 0, set: (on) => { words[OVERFLOW] = Number(Boolean(on)); } },
    interruptsUpdated: flag(words, ATTENTION, core.interruptsUpdated),
    waiting: flag(words, WAITING, core.waiting),
    cycles: { get: () => counter.cycles, set: (cycles) => { words[CYCLES] += cycles - counter.cycles; } },
  });
  clock.follow(counter);
  return words;
}

function flag(words, at, first) {
  words[at] = Number(first);
  return { get: () => words[at] !== 0, set: (on) => { words[at] = Number(Boolean(on)); } };
}
