// Our own small firmware (firmware/probe.s) in the real program: power, UART, flash, floats, watchdog, reasons.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asJson } from './support/emulator.mjs';
import { flashed, start } from './support/board.mjs';

const PROBE = fileURLToPath(new URL('../firmware/probe.uf2', import.meta.url));
const COUNTER = 0x1ff004;
const DONE = 'HIL probe: done';

/** What a run told, in order: causes of starts, UART text, BOOTSEL. */
function story(frames) {
  let told = '';
  for (const one of frames) {
    if (one.type === 'r') told += `[${asJson(one).cause}]`;
    if (one.type === 'o') told += one.payload.toString();
    if (one.type === 'u') told += '[bootsel]';
  }
  return told.trim().split('\r\n');
}

/** Waits until a board's UART said that the probe is done. */
function done(emulator, board = 0) {
  return emulator.next('the end of the probe', () =>
    story(emulator.frames.filter((one) => one.board === board)).at(-1) === DONE, 60);
}

const WHOLE = [
  '[power]',
  'HIL probe: start 00000001 reason 00000000 chip 00000100 kept 00000000 sum 40700000',
  '[watchdog]',
  'HIL probe: start 00000002 reason 00000001 chip 00000100 kept 5afe0001 sum 40700000',
  '[chip]',
  'HIL probe: start 00000003 reason 00000002 chip 00000100 kept 5afe0001 sum 40700000',
  DONE,
];

test('the probe is bitten, resets itself, and its flash and scratch register outlive both', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  const configuration = flashed(t, { firmware: PROBE });
  emulator.powerOn(configuration);
  await done(emulator);
  assert.deepEqual(story(emulator.frames), WHOLE);
  assert.equal(fs.readFileSync(configuration.flash).readUInt32LE(COUNTER), 3);
});

test('the RUN pin starts it again with its own reason and nothing in scratch', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  emulator.powerOn(flashed(t, { firmware: PROBE }));
  await done(emulator);
  emulator.frames.length = 0;
  emulator.send('R');
  await done(emulator);
  assert.deepEqual(story(emulator.frames).slice(0, 2),
    ['[run]', 'HIL probe: start 00000004 reason 00000000 chip 00010000 kept 00000000 sum 40700000']);
});

test('eight boards in one process all come to their end', { timeout: 120_000 }, async (t) => {
  const emulator = start(t);
  const ends = Array.from({ length: 8 }, (_, board) => {
    emulator.powerOn(flashed(t, { firmware: PROBE }), board);
    return done(emulator, board);
  });
  await Promise.all(ends);
  for (let board = 0; board < 8; board++) {
    assert.deepEqual(story(emulator.frames.filter((one) => one.board === board)), WHOLE);
  }
});

test('a flash without firmware is BOOTSEL at once', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  const configuration = flashed(t, { firmware: PROBE });
  fs.truncateSync(configuration.flash, 100);
  emulator.powerOn(configuration);
  await emulator.nextOf('u');
  assert.deepEqual(story(emulator.frames), ['[power][bootsel]']);
});

test('a second power-on is a power cycle: time begins anew and scratch is lost', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  const configuration = flashed(t, { firmware: PROBE });
  emulator.powerOn(configuration);
  await done(emulator);
  const before = emulator.nanos;
  emulator.frames.length = 0;
  emulator.powerOn(configuration);
  await done(emulator);
  // Time is told before each start, so what is told first after the power-on is of the first of its three.
  const since = emulator.frames.slice(emulator.frames.findIndex((one) => one.type === 'r'));
  const first = Number(since.find((one) => one.type === 't').payload.readBigUInt64LE(0));
  assert.ok(first < before, `${first} after ${before}`);
  assert.match(story(emulator.frames)[1], /start 00000004 reason 00000000 chip 00000100 kept 00000000/);
});

test('emulated time is told and never runs ahead of the wall clock', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  const before = performance.now();
  emulator.powerOn(flashed(t, { firmware: PROBE }));
  await done(emulator);
  await emulator.nextOf('t');
  assert.ok(emulator.nanos > 50e6, `${emulator.nanos} ns for a watchdog of 50 ms`);
  assert.ok(emulator.nanos / 1e6 <= performance.now() - before);
});
