// Our own small firmware (test/firmware) in the real program: power, UART, flash, watchdog, reason registers, BOOTSEL.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asJson } from './support/emulator.mjs';
import { flashed, start } from './support/board.mjs';

const PROBE = fileURLToPath(new URL('./firmware/probe.uf2', import.meta.url));

/** What a run told, in order: causes of starts, UART text, BOOTSEL. */
function story(emulator) {
  let told = '';
  for (const one of emulator.frames) {
    if (one.type === 'r') told += `[${asJson(one).cause}] `;
    if (one.type === 'o') told += one.payload.toString();
    if (one.type === 'u') told += '[bootsel]\r\n';
  }
  return told.trim().split('\r\n');
}

const WHOLE = [
  '[power] start 00000000 CHIP_RESET 00000100 REASON 00000000',
  '[watchdog] start 00000001 CHIP_RESET 00000100 REASON 00000001',
  '[chip] start 00000002 CHIP_RESET 00000100 REASON 00000002',
  '[bootsel]',
];

test('the probe firmware is bitten, resets itself, and ends in BOOTSEL', { timeout: 60_000 }, async (t) => {
  const emulator = start(t);
  const configuration = flashed(t, { firmware: PROBE });
  emulator.powerOn(configuration);
  await emulator.nextOf('u');
  assert.deepEqual(story(emulator), WHOLE);
  assert.equal(fs.readFileSync(configuration.flash).readUInt32LE(0x10000), 2);
});

test('the RUN pin starts it again with its own reason and what is in flash', { timeout: 60_000 }, async (t) => {
  const emulator = start(t);
  emulator.powerOn(flashed(t, { firmware: PROBE }));
  await emulator.nextOf('u');
  emulator.frames.length = 0;
  emulator.send('R');
  await emulator.nextOf('u');
  assert.equal(story(emulator)[0], '[run] start 00000003 CHIP_RESET 00010000 REASON 00000000');
});

test('eight boards in one process all come to their end', { timeout: 120_000 }, async (t) => {
  const emulator = start(t);
  const ends = Array.from({ length: 8 }, (_, board) => {
    emulator.powerOn(flashed(t, { firmware: PROBE }), board);
    return emulator.nextOf('u', 100, board);
  });
  await Promise.all(ends);
  for (let board = 0; board < 8; board++) {
    assert.deepEqual(story({ frames: emulator.frames.filter((one) => one.board === board) }), WHOLE);
  }
});

test('a flash without firmware is BOOTSEL at once', { timeout: 60_000 }, async (t) => {
  const emulator = start(t);
  const configuration = flashed(t, { firmware: PROBE });
  fs.truncateSync(configuration.flash, 100);
  emulator.powerOn(configuration);
  await emulator.nextOf('u');
  assert.deepEqual(story(emulator), ['[power] [bootsel]']);
});

test('emulated time is told and never runs ahead of the wall clock', { timeout: 60_000 }, async (t) => {
  const emulator = start(t);
  const before = performance.now();
  emulator.powerOn(flashed(t, { firmware: PROBE }));
  await emulator.nextOf('u');
  assert.ok(emulator.nanos > 10e6, `${emulator.nanos} ns for a watchdog of 10 ms`);
  assert.ok(emulator.nanos / 1e6 <= performance.now() - before);
});
