// Rebuilds probe.uf2 from probe.s with Debian's binutils-arm-none-eabi: node test/firmware/build.mjs
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32 } from '../../src/chip/boot.mjs';

const HERE = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const PAYLOAD = 256;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'probe-'));
const at = (name) => path.join(folder, name);
execFileSync('arm-none-eabi-as', ['-o', at('probe.o'), path.join(HERE, 'probe.s')]);
execFileSync('arm-none-eabi-ld', ['-T', path.join(HERE, 'probe.ld'), '-o', at('probe.elf'), at('probe.o')]);
execFileSync('arm-none-eabi-objcopy', ['-O', 'binary', at('probe.elf'), at('probe.bin')]);
fs.writeFileSync(path.join(HERE, 'probe.uf2'), uf2(image(fs.readFileSync(at('probe.bin')))));
fs.rmSync(folder, { recursive: true });

function image(code) {
  const whole = Buffer.alloc(Math.ceil(code.length / PAYLOAD) * PAYLOAD);
  code.copy(whole);
  whole.writeUInt32LE(crc32(whole.subarray(0, 252)), 252);
  return whole;
}

function uf2(bytes) {
  const count = bytes.length / PAYLOAD;
  return Buffer.concat(Array.from({ length: count }, (_, number) => {
    const block = Buffer.alloc(512);
    [0x0a324655, 0x9e5d5157, 0x2000, 0x10000000 + PAYLOAD * number, PAYLOAD, number, count, 0xe48bff56]
      .forEach((word, index) => block.writeUInt32LE(word, 4 * index));
    bytes.copy(block, 32, PAYLOAD * number, PAYLOAD * (number + 1));
    block.writeUInt32LE(0x0ab16f30, 508);
    return block;
  }));
}
