// Makes a UF2 of linked bytes: the second stage gets the CRC that the boot ROM asks for, and every
// 256 bytes become one block (github.com/microsoft/uf2).
import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = 256;
const FLASH = 0x10000000;
const RP2040 = 0xe48bff56;
const FAMILY_IN_HEADER = 0x2000;

// RP2040 datasheet 2.8.1.3.1: polynomial 0x04c11db7, from all ones, nothing reflected, nothing inverted.
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) {
      sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
    }
  }
  return sum >>> 0;
}

function block(page, number, total) {
  const out = Buffer.alloc(512);
  [0x0a324655, 0x9e5d5157, FAMILY_IN_HEADER, FLASH + number * PAGE, PAGE, number, total, RP2040].forEach(
    (word, at) => out.writeUInt32LE(word >>> 0, at * 4),
  );
  page.copy(out, 32);
  out.writeUInt32LE(0x0ab16f30, 508);
  return out;
}

const [linked, uf2] = process.argv.slice(2);
const image = readFileSync(linked);
const whole = Buffer.alloc(Math.ceil(image.length / PAGE) * PAGE);
image.copy(whole);
whole.writeUInt32LE(crc(whole.subarray(0, 252)), 252);
const total = whole.length / PAGE;
writeFileSync(
  uf2,
  Buffer.concat(Array.from({ length: total }, (_, n) => block(whole.subarray(n * PAGE, (n + 1) * PAGE), n, total))),
);
