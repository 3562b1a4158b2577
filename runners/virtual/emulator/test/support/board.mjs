// A board with real firmware in a fresh flash file, for tests.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadUf2 } from '../../src/flash/uf2.mjs';
import { asJson, Emulator } from './emulator.mjs';

const FLASH_BYTES = 2 * 1024 * 1024;
export const FIRMWARE = process.env.FARM_UF2;
export const SKIP = FIRMWARE ? false : 'set FARM_UF2=<file> to run these against real firmware';

/** Makes the flash file of a board that was just flashed; gives its configuration. */
export function flashed(t, { uid = 'E660583883724A2F', firmware = FIRMWARE } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'emulated-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  loadUf2(fs.readFileSync(firmware), flash);
  const file = path.join(folder, 'flash.bin');
  fs.writeFileSync(file, flash);
  return {
    flash: file,
    flashBytes: FLASH_BYTES,
    uid,
    i2c: { sda: 4, scl: 5, targets: [{ address: 0x76, register: 0xd0, value: 0x58, stretch: 0xe8 }] },
    pullUps: true,
  };
}

/** Starts a process that ends with the test. */
export function start(t) {
  const emulator = new Emulator();
  t.after(() => emulator.close());
  return emulator;
}

/** A process with one board, enumerated, its drive read. */
export async function booted(t) {
  const emulator = start(t);
  emulator.powerOn(flashed(t));
  const description = await enumerated(emulator);
  return { emulator, description };
}

export async function enumerated(emulator) {
  const description = asJson(await emulator.nextOf('e', 60));
  if (description.disk) await emulator.next('the end of the drive', isEndOfDrive(description.disk), 60);
  return description;
}

export const isEndOfDrive = (disk) => (one) =>
  one.type === 'd' && one.payload.length === 4 && one.payload.readUInt32LE(0) === disk.blocks;

/** Opens the port and brings the friendly prompt up: the return is the key that the firmware waits for. */
export async function repl(emulator) {
  emulator.text = '';
  emulator.open();
  emulator.type('\r');
  await emulator.until('>>> ');
}

/** One line at the prompt; gives what it printed. */
export async function run(emulator, line, seconds = 30) {
  emulator.type(`${line}\r`);
  const text = await emulator.until('\n>>> ', seconds);
  return text.slice(text.indexOf('\n') + 1, -5).trim();
}
