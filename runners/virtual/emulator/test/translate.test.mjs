import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ATTENTION, CYCLES, LIMIT, PC } from '../src/cpu/state.mjs';
import { functionText, Run } from '../src/cpu/translate.mjs';
import { bench, CODE } from './support/bench.mjs';

const HEAP = 0x20020000;
const BREAK = 0xbe00;

function random(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Any instruction that goes straight on. Memory is reached by r6 and SP, which nothing else changes. */
const MAKERS = [
  (next) => (next() % 0x1800) & ~0x7 | (next() % 6),
  (next) => 0x1800 | (next() & 0x7f8) | (next() % 6),
  (next) => 0x2000 | ((next() & 3) << 11) | ((next() % 6) << 8) | (next() & 0xff),
  (next) => 0x4000 | (next() & 0x3f8) | (next() % 6),
  (next) => 0x4400 | ((next() % 3) << 8) | ((next() % 13) << 3) | (next() % 6),
  (next) => 0x4800 | ((next() % 6) << 8) | (next() & 0xf),
  (next) => 0x6000 | ((next() & 3) << 11) | ((next() & 31) << 6) | (6 << 3) | (next() % 6),
  (next) => 0x8000 | ((next() & 1) << 11) | ((next() & 31) << 6) | (6 << 3) | (next() % 6),
  (next) => 0x9000 | ((next() & 1) << 11) | ((next() % 6) << 8) | (next() & 0x3f),
  (next) => 0xa000 | ((next() & 1) << 11) | ((next() % 6) << 8) | (next() & 0xff),
  (next) => 0xb200 | (next() & 0xf8) | (next() % 6),
  (next) => [0xba00, 0xba40, 0xbac0][next() % 3] | (next() & 0x38) | (next() % 6),
  (next) => [0xb403, 0xb41c, 0xb500][next() % 3],
  (next) => [0xbc03, 0xbc1c][next() % 2],
];

function prepare(chip, program, registers, flags) {
  const { core, mcu, kept } = chip;
  kept.blocks.clear();
  core.registers.set(registers);
  core.APSR = flags;
  core.PC = CODE;
  mcu.sram.fill(0x3c, HEAP - 0x20000000 - 1024, HEAP - 0x20000000 + 1024);
  program.forEach((word, index) => mcu.writeUint16(CODE + 2 * index, word));
}

function interpret(chip, end) {
  const { words } = chip.thumb;
  const before = words[CYCLES];
  for (let guard = 0; (words[PC] & ~1) !== end && guard < 100; guard++) {
    words[LIMIT] = words[CYCLES] + 1;
    chip.thumb.execute();
  }
  return words[CYCLES] - before;
}

function translated(chip, start) {
  const { words, memory } = chip.thumb;
  const run = new Run(start, (address) => chip.mcu.readUint16(address), (address) => chip.mcu.readUint32(address) | 0);
  const before = words[CYCLES];
  words[LIMIT] = before + 100_000;
  const bails = new Function(functionText(run))()(words, memory);
  return { cycles: words[CYCLES] - before, bails };
}

const stateOf = ({ core, mcu }) => ({
  registers: [...core.registers],
  flags: [core.N, core.Z, core.C, core.V],
  memory: Buffer.from(mcu.sram.slice(HEAP - 0x20000000 - 1024, HEAP - 0x20000000 + 1024)).toString('base64'),
});

test('a translated run does what its instructions do one by one', () => {
  const [one, other] = [bench().chip, bench().chip];
  const next = random(4711);
  for (let round = 0; round < 3000; round++) {
    const program = Array.from({ length: 12 }, () => MAKERS[next() % MAKERS.length](next));
    const registers = Array.from({ length: 13 }, () => (next() & 1 ? next() : next() & 0xf));
    registers[6] = HEAP;
    const given = [...registers, HEAP, 0x20000001, CODE];
    const flags = next() & 0x70000000;
    const all = [...program, BREAK, BREAK, ...Array.from({ length: 64 }, () => next() & 0xffff)];
    for (const chip of [one, other]) prepare(chip, all, given, flags);
    const cycles = interpret(one, CODE + 24);
    const result = translated(other, CODE);
    const text = program.map((word) => word.toString(16)).join(' ');
    assert.deepEqual(stateOf(other), stateOf(one), text);
    assert.deepEqual(result, { cycles, bails: true }, text);
  }
});

test('a loop runs inside its run and stops at the cycle limit', () => {
  const { chip } = bench();
  prepare(chip, [0x3001, 0x4288, 0xd1fc, BREAK], [0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, HEAP, 1, CODE], 0);
  const { words, memory } = chip.thumb;
  const run = new Run(CODE, (address) => chip.mcu.readUint16(address), () => undefined);
  const go = new Function(functionText(run))();
  words[LIMIT] = words[CYCLES] + 400;
  assert.equal(go(words, memory), false);
  assert.deepEqual([words[PC], words[0]], [CODE, 100]);
  words[LIMIT] = words[CYCLES] + 100_000;
  assert.equal(go(words, memory), true);
  assert.deepEqual([words[PC], words[0]], [CODE + 6, 1000]);
});

test('a called leaf is part of the run and its return goes on after the call', () => {
  const { chip } = bench();
  // bl +4; movs r1, #7; bkpt; (leaf) movs r0, #5; bx lr
  prepare(chip, [0xf000, 0xf802, 0x2107, BREAK, 0x2005, 0x4770], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, HEAP, 1, CODE], 0);
  const { words } = chip.thumb;
  assert.equal(translated(chip, CODE).bails, true);
  assert.deepEqual([words[0], words[1], words[PC]], [5, 7, CODE + 6]);
});

test('code that is stored over is translated anew', () => {
  const { chip } = bench();
  const { blocks } = chip.kept;
  prepare(chip, [0x2001, 0x2102, 0xe7fc], new Array(13).fill(0), 0);
  chip.run(chip.clock.nanos + 100_000);
  assert.equal(typeof blocks.inRam(CODE - 0x20000000), 'function');
  chip.thumb.memory.store16(CODE, 0x2009);
  assert.equal(blocks.inRam(CODE - 0x20000000), undefined);
  chip.core.PC = CODE;
  chip.run(chip.clock.nanos + 100_000);
  assert.equal(chip.core.registers[0], 9);
});

test('a change of flash drops what was translated from there and nothing else', () => {
  const { chip } = bench();
  const { blocks } = chip.kept;
  new Uint16Array(chip.nor.bytes.buffer).set([0x2001, 0x2102, 0xe7fc], 0x800);
  chip.core.PC = 0x10001000;
  chip.run(chip.clock.nanos + 100_000);
  assert.equal(typeof blocks.inFlash(0x1000), 'function');
  blocks.flashChanged(0x2000, 0x1000);
  assert.equal(typeof blocks.inFlash(0x1000), 'function');
  blocks.flashChanged(0x1000, 0x1000);
  assert.equal(blocks.inFlash(0x1000), undefined);
});

/** Runs a loop up to a break, or this many cycles; gives its end, and how often it looked at anything but memory. */
function wait(program, registers, { patient, cycles = 100_000, before = () => {} }) {
  const { chip } = bench();
  prepare(chip, program, [...registers, ...new Array(13 - registers.length).fill(0), HEAP, 1, CODE], 0);
  const { words, memory } = chip.thumb;
  before(chip);
  let looks = 0;
  const load = memory.slowLoad32.bind(memory);
  memory.slowLoad32 = (address) => {
    looks++;
    return load(address);
  };
  if (!patient) memory.timesRound = () => 0;
  const run = new Run(CODE, (address) => chip.mcu.readUint16(address), () => undefined);
  words[LIMIT] = words[CYCLES] + cycles;
  const bails = new Function(functionText(run))()(words, memory);
  return { looks, end: { bails, cycles: words[CYCLES], ...stateOf(chip) } };
}

test('a loop that waits for the timer ends when it would, without looking each time', () => {
  // loop: ldr r0, [r1]; cmp r0, r2; bcc loop; bkpt
  const program = [0x6808, 0x4290, 0xd3fc, BREAK];
  for (let until = 1; until < 60; until++) {
    const registers = [0, 0x40054028, until];
    const each = wait(program, registers, { patient: false });
    const counted = wait(program, registers, { patient: true });
    assert.deepEqual(counted.end, each.end);
    assert.equal(counted.end.registers[0], until);
    assert.ok(counted.looks <= 3 * (until + 1), `${counted.looks} looks in ${until} us`);
  }
});

test('a loop that waits for memory runs to the limit and no further, and ends when memory says so', () => {
  // loop: ldr r0, [r6]; cmp r0, #0; beq loop; bkpt
  const program = [0x6830, 0x2800, 0xd0fc, BREAK];
  const registers = [0, 0, 0, 0, 0, 0, HEAP];
  const zero = (chip) => chip.mcu.writeUint32(HEAP, 0);
  const each = wait(program, registers, { patient: false, before: zero });
  assert.deepEqual(wait(program, registers, { patient: true, before: zero }).end, each.end);
  assert.deepEqual(each.end.registers.slice(15), [CODE]);
  assert.equal(wait(program, registers, { patient: true }).end.bails, true);
});

test('a loop that looks at another block, or counts, does every time round', () => {
  const pins = [0x6808, 0x4290, 0xd1fc, BREAK];
  const each = wait(pins, [0, 0x40014000, 1], { patient: false });
  const other = wait(pins, [0, 0x40014000, 1], { patient: true });
  assert.deepEqual(other, each);
  // loop: adds r3, #1; ldr r0, [r1]; cmp r0, r2; bcc loop; bkpt
  const counting = [0x3301, 0x6808, 0x4290, 0xd3fb, BREAK];
  assert.deepEqual(wait(counting, [0, 0x40054028, 20, 0], { patient: true }),
    wait(counting, [0, 0x40054028, 20, 0], { patient: false }));
});

test('interrupts are masked in a run, and what unmasks them ends it', () => {
  const { chip } = bench();
  const { words } = chip.thumb;
  const begin = (program) => prepare(chip, program, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, HEAP, 1, CODE], 0);
  // cpsid i; mrs r1, primask; mrs r2, ipsr; bkpt
  begin([0xb672, 0xf3ef, 0x8110, 0xf3ef, 0x8205, BREAK]);
  assert.equal(translated(chip, CODE).bails, true);
  assert.deepEqual([chip.core.PM, words[1], words[2], words[PC]], [true, 1, 0, CODE + 10]);
  for (const [program, end] of [[[0xb662, 0x2107], CODE + 2], [[0xf380, 0x8810, 0x2107], CODE + 4]]) {
    begin(program);
    chip.core.PM = true;
    words[ATTENTION] = 0;
    assert.equal(translated(chip, CODE).bails, false);
    assert.deepEqual([chip.core.PM, words[1], words[PC], words[ATTENTION]], [false, 0, end, 1]);
  }
});

test('a jump through a table ends the run where it leads', () => {
  const { chip } = bench();
  // mov pc, r3
  prepare(chip, [0x469f], [0, 0, 0, CODE + 0x21, 0, 0, 0, 0, 0, 0, 0, 0, 0, HEAP, 1, CODE], 0);
  assert.deepEqual(translated(chip, CODE), { cycles: 2, bails: false });
  assert.equal(chip.thumb.words[PC], CODE + 0x20);
});
