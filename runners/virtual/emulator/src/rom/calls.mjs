// The functions of the boot ROM's table that firmware looks up by two letters (RP2040 datasheet 2.8.3.1), in
// JavaScript. Each gets the chip and its registers r0 to r2, and gives what goes to r0, or nothing to leave it.
import { bytesAt, copy, countOnes, fill, reverse, trailingZeros } from './memory.mjs';

// What erasing and programming cost in cycles. A real chip is slower (about 45 ms a sector, 0.4 ms a page).
const ERASE_SECTOR_CYCLES = 250_000;
const PROGRAM_PAGE_CYCLES = 12_500;
const MAX_LENGTH = 0x1000000;
const MAX_ENTRIES = 256;

function nothing() {}

function erase(chip, offset, length) {
  chip.nor.erase(offset, Math.min(length, MAX_LENGTH));
  chip.core.cycles += Math.ceil(Math.min(length, MAX_LENGTH) / 4096) * ERASE_SECTOR_CYCLES;
}

function program(chip, offset, from, length) {
  const count = Math.min(length, MAX_LENGTH);
  chip.nor.program(offset, Uint8Array.from(bytesAt(chip.mcu, from, count)));
  chip.core.cycles += Math.ceil(count / 256) * PROGRAM_PAGE_CYCLES;
}

function usbBoot(chip) {
  chip.stop();
  chip.events.bootsel();
}

/** The second core is not emulated: the first waits here for ever. */
function waitForVector(chip) {
  chip.core.waiting = true;
}

function lookup(chip, table, code) {
  for (let at = table; at < table + 4 * MAX_ENTRIES; at += 4) {
    const found = chip.mcu.readUint16(at);
    if (found === 0) return 0;
    if (found === (code & 0xffff)) return chip.mcu.readUint16(at + 2);
  }
  return 0;
}

/** By code; memory functions keep their destination in r0. */
export const CALLS = new Map([
  ['UB', usbBoot],
  ['RE', erase],
  ['RP', program],
  ['P3', (_, word) => countOnes(word)],
  ['R3', (_, word) => reverse(word)],
  ['L3', (_, word) => Math.clz32(word)],
  ['T3', (_, word) => trailingZeros(word)],
  ['MS', fill],
  ['S4', fill],
  ['MC', copy],
  ['C4', copy],
  ['IF', nothing],
  ['EX', nothing],
  ['FC', nothing],
  ['CX', nothing],
  ['DT', nothing],
  ['DE', nothing],
  ['WV', waitForVector],
]);
export const LOOKUP = lookup;
