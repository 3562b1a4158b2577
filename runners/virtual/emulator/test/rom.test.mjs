import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { floatOf, from64, fromDouble, fromFloat, toDouble, toFloat } from '../src/rom/bits.mjs';
import { countOnes, reverse, trailingZeros } from '../src/rom/memory.mjs';
import { SOFT_DOUBLE, SOFT_FLOAT } from '../src/rom/numbers.mjs';
import { BadRom, readRom } from '../src/rom/given.mjs';
import { bench } from './support/bench.mjs';

const EDGES = [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, 3.4e38, -3.4e38, 1e-38, 1e-45, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 63,
  16777217, Infinity, -Infinity, NaN, Math.PI];

function* pairs(count) {
  for (const x of EDGES) for (const y of EDGES) yield [x, y];
  let seed = 12345;
  const word = () => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed ^ (seed << 13)) >>> 0; };
  for (let index = 0; index < count; index++) yield [toFloat(word()), toFloat(word())];
}

const float = {
  call(entry, x, y = 0) {
    const regs = Uint32Array.of(fromFloat(x), fromFloat(y), 0, 0);
    SOFT_FLOAT[entry](regs, {});
    return regs;
  },
  one(entry, x, y) { return toFloat(this.call(entry, x, y)[0]); },
};
const double = {
  call(entry, x, y = 0) {
    const regs = Uint32Array.from([...fromDouble(x), ...fromDouble(y)]);
    SOFT_DOUBLE[entry](regs, {});
    return regs;
  },
  one(entry, x, y) { const regs = this.call(entry, x, y); return toDouble(regs[0], regs[1]); },
};
const OPERATIONS = [(x, y) => x + y, (x, y) => x - y, (x, y) => x * y, (x, y) => x / y];

test('float arithmetic is rounded once', () => {
  for (const [a, b] of pairs(5000)) {
    const [x, y] = [Math.fround(a), Math.fround(b)];
    OPERATIONS.forEach((operate, entry) => assert.ok(Object.is(float.one(entry, x, y), Math.fround(operate(x, y)))));
  }
});

test('double arithmetic is that of this machine', () => {
  for (const [x, y] of pairs(5000)) {
    OPERATIONS.forEach((operate, entry) => assert.ok(Object.is(double.one(entry, x, y), operate(x, y))));
  }
});

test('conversions to integers round down and stay in range', () => {
  for (const [x, wanted] of [[1.9, 1], [-1.1, -2], [3e9, 0x7fffffff], [-3e9, -0x80000000], [NaN, 0], [-0.5, -1]]) {
    assert.equal(float.call(7, x)[0] | 0, wanted);
    assert.equal(double.call(7, x)[0] | 0, wanted);
  }
  for (const [x, wanted] of [[1.9, 1], [-1, 0], [5e9, 0xffffffff]]) assert.equal(double.call(9, x)[0], wanted);
  const fixed = Uint32Array.of(fromFloat(-1.25), 4);
  SOFT_FLOAT[8](fixed, {});
  assert.equal(fixed[0] | 0, -20);
});

test('64-bit integers come and go exactly', () => {
  const [low, high] = from64(-(2n ** 40n) - 5n);
  const regs = Uint32Array.of(low, high, 0, 0);
  SOFT_DOUBLE[23](regs, {});
  assert.equal(toDouble(regs[0], regs[1]), -(2 ** 40) - 5);
  SOFT_DOUBLE[27](regs, {});
  assert.deepEqual([regs[0], regs[1]], [low, high]);
});

test('a 64-bit integer becomes the nearest float and not one rounded twice', () => {
  assert.equal(floatOf(2n ** 60n + 2n ** 36n), 2 ** 60);
  assert.equal(floatOf(2n ** 60n + 2n ** 36n + 1n), 2 ** 60 + 2 ** 37);
  assert.equal(floatOf(-(2n ** 60n) - 2n ** 36n - 1n), -(2 ** 60) - 2 ** 37);
  assert.equal(floatOf(2n ** 64n - 1n), 2 ** 64);
});

test('sine gives the cosine too, and comparing gives an order', () => {
  const regs = float.call(16, 1.5);
  assert.equal(toFloat(regs[0]), Math.fround(Math.sin(1.5)));
  assert.equal(toFloat(regs[1]), Math.fround(Math.cos(1.5)));
  const both = double.call(18, 1.5);
  assert.equal(toDouble(both[2], both[3]), Math.cos(1.5));
  assert.deepEqual([[1, 2], [2, 1], [2, 2]].map(([x, y]) => float.call(4, x, y)[0] | 0), [-1, 1, 0]);
  const core = {};
  SOFT_FLOAT[5](Uint32Array.of(fromFloat(1), fromFloat(2)), core);
  assert.deepEqual(core, { Z: false, C: false, N: true, V: false });
});

test('floats and doubles turn into each other', () => {
  const regs = float.call(31, 0.1);
  assert.equal(toDouble(regs[0], regs[1]), Math.fround(0.1));
  assert.equal(toFloat(double.call(31, 0.1)[0]), Math.fround(0.1));
});

test('bit functions count and turn', () => {
  assert.deepEqual([countOnes(0xf0f00001), reverse(1), reverse(0x80000001), trailingZeros(0x50), trailingZeros(0)],
    [9, 0x80000000, 0x80000001, 4, 32]);
});

test('firmware finds the functions by their letters and calls them', () => {
  const { chip, call } = bench();
  const lookup = chip.mcu.readUint16(0x18);
  const table = chip.mcu.readUint16(0x14);
  const find = (code) => call(lookup, table, code.charCodeAt(0) | (code.charCodeAt(1) << 8));
  assert.equal(chip.mcu.readUint32(0x10), 0x0301754d);
  assert.equal(find('zz'), 0);
  assert.equal(call(find('L3'), 0x10000), 15);
  chip.mcu.sram.set([1, 2, 3, 4], 0x100);
  assert.equal(call(find('MC'), 0x20000200, 0x20000100, 4), 0x20000200);
  assert.deepEqual([...chip.mcu.sram.subarray(0x200, 0x204)], [1, 2, 3, 4]);
  call(find('MS'), 0x20000200, 0xab, 3);
  assert.deepEqual([...chip.mcu.sram.subarray(0x200, 0x204)], [0xab, 0xab, 0xab, 4]);
});

test('a wild length or table ends in a fault or in nothing, not in endless work', () => {
  const { chip, call } = bench();
  assert.equal(call(chip.mcu.readUint16(0x18), 0x20000000 + 0x100, 0x5a5a), 0);
  for (const [letters, ...values] of [['MS', 0x20041000, 1, 0xffffffff], ['MC', 0x20041ff0, 0x20000000, 0x100]]) {
    const one = bench();
    one.call(one.find(letters), ...values);
    assert.deepEqual(one.told, ['lockup']);
  }
});

test('flash functions erase and program', () => {
  const { chip, call, find } = bench();
  chip.nor.bytes.fill(0);
  call(find('RE'), 0x1000, 0x1000, 0x10000, 0xd8);
  chip.mcu.sram.set([7, 8], 0x100);
  call(find('RP'), 0x1000, 0x20000100, 256);
  assert.deepEqual([chip.nor.bytes[0xfff], chip.nor.bytes[0x1000], chip.nor.bytes[0x1001], chip.nor.bytes[0x2000]],
    [0, 7, 8, 0]);
});

test('going to BOOTSEL stops the chip and says so', () => {
  const { chip, call, find, told } = bench();
  call(find('UB'), 0, 0);
  assert.equal(chip.stopped, true);
  assert.deepEqual(told, ['bootsel']);
});

test('a file that is no boot ROM is refused', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rom-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'rom.bin');
  fs.writeFileSync(file, Buffer.alloc(16384));
  assert.throws(() => readRom(file), BadRom);
});
