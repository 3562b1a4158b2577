#!/usr/bin/env node
// For humans: a UF2 in a fresh flash, its serial port on this terminal. Ctrl-] ends it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadUf2 } from './flash/uf2.mjs';
import { Rack } from './rack.mjs';
import { frame, FrameReader, jsonFrame } from './wire/frames.mjs';

const FLASH_BYTES = 2 * 1024 * 1024;
const QUIT = 0x1d;
const USAGE = 'node src/cli.mjs FIRMWARE.uf2 [--bootrom FILE] [--flash FILE]\n';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bootrom: { type: 'string' }, flash: { type: 'string' } },
});
if (positionals.length !== 1) {
  process.stderr.write(USAGE);
  process.exit(2);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'emulator-'));
const flash = path.resolve(values.flash ?? path.join(folder, 'flash.bin'));
const rack = new Rack({ write: (bytes) => reader.push(bytes, show), room: () => true, log: say });
const reader = new FrameReader();

function say(text) {
  process.stderr.write(`emulator: ${text}\r\n`);
}

function show({ type, payload }) {
  if (type === 's' || type === 'o') process.stdout.write(payload);
  else if ('refug'.includes(type)) say(`${type} ${payload}`);
  if (type === 'e') rack.push(frame(0, 'D', Buffer.of(1)));
}

function quit() {
  rack.close();
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

const image = new Uint8Array(FLASH_BYTES).fill(0xff);
if (values.flash && fs.existsSync(flash)) image.set(fs.readFileSync(flash).subarray(0, FLASH_BYTES));
loadUf2(fs.readFileSync(positionals[0]), image);
fs.writeFileSync(flash, image);
rack.push(jsonFrame(0, 'B', {
  flash,
  flashBytes: FLASH_BYTES,
  uid: 'E6605838833E3F2A',
  bootrom: values.bootrom && path.resolve(values.bootrom),
}));
if (process.stdin.isTTY) process.stdin.setRawMode(true);
process.stdin.on('data', (bytes) => {
  if (bytes.includes(QUIT)) quit();
  else rack.push(frame(0, 'S', bytes));
});
process.on('SIGINT', quit);
process.on('SIGTERM', quit);
