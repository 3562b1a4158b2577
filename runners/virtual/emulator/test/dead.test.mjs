// Firmwares that no board could run (firmware/dead.s): what is told of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asJson } from './support/emulator.mjs';
import { flashed, start } from './support/board.mjs';

const firmware = (name) => fileURLToPath(new URL(`../firmware/${name}.uf2`, import.meta.url));
const uart = (frames) => frames.filter((one) => one.type === 'o').map((one) => one.payload.toString()).join('');

test('a hard fault is told with its place, after the last words of its handler', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  emulator.powerOn(flashed(t, { firmware: firmware('faults') }));
  const stuck = await emulator.nextOf('f', 60);
  const before = emulator.frames.slice(0, emulator.frames.indexOf(stuck));
  assert.equal(uart(before), '\r\nHIL dead: reading where nothing is\r\nHIL dead: hard fault\r\n');
  const { what, pc, text } = asJson(stuck);
  assert.equal(what, 'hardfault');
  assert.ok(pc >= 0x10000100 && pc < 0x10000200, `${pc}`);
  assert.match(text, /did not end within 100 ms/);
});

test('a firmware that starts again and again is told start by start', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  emulator.powerOn(flashed(t, { firmware: firmware('loops') }));
  await emulator.next('the fourth start', () => uart(emulator.frames).includes('start 00000004'), 60);
  const causes = emulator.frames.filter((one) => one.type === 'r').map((one) => asJson(one).cause);
  assert.deepEqual(causes.slice(0, 4), ['power', 'watchdog', 'watchdog', 'watchdog']);
});

test('a firmware that is up and silent on USB is told nothing else of', { timeout: 90_000 }, async (t) => {
  const emulator = start(t);
  emulator.powerOn(flashed(t, { firmware: firmware('silent') }));
  await emulator.next('a second of its time', () => emulator.nanos > 1e9, 60);
  assert.equal(uart(emulator.frames), '\r\nHIL dead: up, and never on USB\r\n');
  assert.deepEqual(emulator.frames.filter((one) => 'efgu'.includes(one.type)), []);
});
