// The ROM's bit and memory functions (RP2040 datasheet 2.8.3.1), over a chip's memory.
import { FAULT } from '../cpu/memory.mjs';

// More than any memory holds: a length beyond it is a mistake of the firmware, not work to be done.
const MAX_LENGTH = 0x1000000;
// To here byte by byte is quicker.
const FEW = 48;

/** Bits of a word in reverse order. */
export function reverse(word) {
  let result = 0;
  for (let bit = 0; bit < 32; bit++) result |= ((word >>> bit) & 1) << (31 - bit);
  return result >>> 0;
}

export function countOnes(word) {
  let ones = 0;
  for (let rest = word >>> 0; rest; rest &= rest - 1) ones++;
  return ones;
}

export function trailingZeros(word) {
  return word ? 31 - Math.clz32(word & -word) : 32;
}

/** Fills bytes; the destination stays in r0. Outside of RAM it goes byte by byte until the bus has an error. */
export function fill({ mcu, kept, thumb }, to, value, length) {
  const target = length > FEW ? writable(mcu, kept.blocks, to, length) : undefined;
  if (target) {
    target.fill(value & 0xff);
    return;
  }
  if (length > MAX_LENGTH) throw FAULT;
  for (let at = 0; at < length; at++) thumb.memory.store8((to + at) | 0, value & 0xff);
}

/** Copies bytes upwards, from flash or RAM. */
export function copy({ mcu, kept, thumb }, to, from, length) {
  const target = length > FEW ? writable(mcu, kept.blocks, to, length) : undefined;
  const source = target && (window(mcu, from, length) ?? flashWindow(mcu, from, length));
  if (source) {
    target.set(source);
    return;
  }
  if (length > MAX_LENGTH) throw FAULT;
  const { memory } = thumb;
  for (let at = 0; at < length; at++) memory.store8((to + at) | 0, memory.load8((from + at) | 0));
}

/** Bytes of memory, for functions that take them as a block. */
export function bytesAt(mcu, from, length) {
  const near = window(mcu, from, length) ?? flashWindow(mcu, from, length);
  if (near) return near;
  return Uint8Array.from({ length }, (_, at) => mcu.readUint8(from + at));
}

function writable(mcu, blocks, address, length) {
  const at = address - 0x20000000;
  if (at >= 0 && blocks.ramMarks.subarray(at >> 2, (at + length + 3) >> 2).includes(1)) blocks.ramChanged();
  return window(mcu, address, length);
}

function window(mcu, address, length) {
  const at = address - 0x20000000;
  return at >= 0 && at + length <= mcu.sram.length ? mcu.sram.subarray(at, at + length) : undefined;
}

function flashWindow(mcu, address, length) {
  const at = address - 0x10000000;
  return at >= 0 && at + length <= mcu.flash.length ? mcu.flash.subarray(at, at + length) : undefined;
}
