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

/** Moves an rp2040js core's state into such an array and gives it. */
export function shareState(core, clock) {
  const words = new Int32Array(WORDS);
  const registers = new Uint32Array(words.buffer, 0, 16);
  registers.set(core.registers);
  let base = core.cycles;
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
    cycles: { get: () => base + words[CYCLES], set: (cycles) => { words[CYCLES] += cycles - base - words[CYCLES]; } },
  });
  clock.onLimit = (limit) => {
    base += words[CYCLES];
    words[CYCLES] = 0;
    words[LIMIT] = Math.min(FAR, Math.max(0, Math.ceil(limit - base)));
  };
  return words;
}

function flag(words, at, first) {
  words[at] = Number(first);
  return { get: () => words[at] !== 0, set: (on) => { words[at] = Number(Boolean(on)); } };
}
