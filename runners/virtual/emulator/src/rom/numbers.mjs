// The soft float and soft double tables, entry by entry in their order (RP2040 datasheet 2.8.3.2; pico-sdk
// pico/bootrom/sf_table.h), computed with this machine's IEEE-754 numbers. Unlike the ROM's own they keep denormals.
import { clampFloor, clampFloor64, floatOf, from64, fromDouble, fromFloat, scale, toDouble, toFloat, toInt64,
  toUint64 } from './bits.mjs';

const INT = [-0x80000000, 0x7fffffff];
const UINT = [0, 0xffffffff];
const INT64 = [-(2n ** 63n), 2n ** 63n - 1n];
const UINT64 = [0n, 2n ** 64n - 1n];

const compare = (x, y) => (x < y ? -1 : Number(x > y));

/** How one width of number is kept in registers: `put`/`get`, and where a second argument begins. */
const FLOAT = {
  get: (regs, at) => toFloat(regs[at]),
  put: (regs, at, value) => { regs[at] = fromFloat(Math.fround(value)); },
  of64: floatOf,
  words: 1,
};
const DOUBLE = {
  get: (regs, at) => toDouble(regs[at], regs[at + 1]),
  put: (regs, at, value) => { [regs[at], regs[at + 1]] = fromDouble(value); },
  of64: Number,
  words: 2,
};

function putInt64(regs, value) {
  [regs[0], regs[1]] = from64(value);
}

function table(kind, other) {
  const x = (regs) => kind.get(regs, 0);
  const y = (regs) => kind.get(regs, kind.words);
  const two = (operate) => (regs) => kind.put(regs, 0, operate(x(regs), y(regs)));
  const one = (operate) => (regs) => kind.put(regs, 0, operate(x(regs)));
  const toInteger = (range, places) => (regs) => {
    regs[0] = clampFloor(scale(x(regs), places ? regs[kind.words] | 0 : 0), ...range);
  };
  const toInteger64 = (range, places) => (regs) => {
    putInt64(regs, clampFloor64(scale(x(regs), places ? regs[kind.words] | 0 : 0), ...range));
  };
  const ofInteger = (read, places) => (regs) => {
    kind.put(regs, 0, scale(read(regs[0]), places ? -(regs[1] | 0) : 0));
  };
  const ofInteger64 = (read, places) => (regs) => {
    kind.put(regs, 0, scale(kind.of64(read(regs[0], regs[1])), places ? -(regs[2] | 0) : 0));
  };
  const sine = (regs) => {
    const angle = x(regs);
    kind.put(regs, 0, Math.sin(angle));
    kind.put(regs, kind.words, Math.cos(angle));
  };
  const signed = (word) => word | 0;
  const unsigned = (word) => word >>> 0;
  return [
    two((a, b) => a + b),
    two((a, b) => a - b),
    two((a, b) => a * b),
    two((a, b) => a / b),
    (regs) => { regs[0] = compare(x(regs), y(regs)); },
    (regs, core) => flags(core, x(regs), y(regs)),
    one(Math.sqrt),
    toInteger(INT, false),
    toInteger(INT, true),
    toInteger(UINT, false),
    toInteger(UINT, true),
    ofInteger(signed, false),
    ofInteger(signed, true),
    ofInteger(unsigned, false),
    ofInteger(unsigned, true),
    one(Math.cos),
    kind === FLOAT ? sine : one(Math.sin),
    one(Math.tan),
    sine,
    one(Math.exp),
    one(Math.log),
    (regs) => { regs[0] = compare(x(regs), y(regs)); },
    two(Math.atan2),
    ofInteger64(toInt64, false),
    ofInteger64(toInt64, true),
    ofInteger64(toUint64, false),
    ofInteger64(toUint64, true),
    toInteger64(INT64, false),
    toInteger64(INT64, true),
    toInteger64(UINT64, false),
    toInteger64(UINT64, true),
    (regs) => other.put(regs, 0, x(regs)),
  ];
}

function flags(core, x, y) {
  core.Z = x === y;
  core.C = x >= y;
  core.N = x < y;
  core.V = false;
}

/** Functions (registers, core) in the order of the tables; results go to r0 and up. */
export const SOFT_FLOAT = Object.freeze(table(FLOAT, DOUBLE));
export const SOFT_DOUBLE = Object.freeze(table(DOUBLE, FLOAT));
