// What the boot ROM does between reset and the second-stage loader in flash (RP2040 datasheet 2.8.1): look for a
// vector left in the watchdog's scratch registers, else check the loader's CRC32 and jump to it.

const SCRATCH_MAGIC = 0xb007c0d3;
const BOOT2_AT = 0x20041f00;
const BOOT2_LENGTH = 252;
const SRAM_START = 0x20000000;

/** Puts the core where the ROM would: true, or false when there is nothing to boot and BOOTSEL is entered. */
export function boot(core, sram, flash, scratch) {
  const vector = takeVector(scratch);
  if (vector) {
    enter(core, vector.pc, vector.sp);
    return true;
  }
  if (!hasLoader(flash)) return false;
  sram.set(flash.subarray(0, BOOT2_LENGTH + 4), BOOT2_AT - SRAM_START);
  enter(core, BOOT2_AT, BOOT2_AT);
  return true;
}

/** Whether flash begins with a loader whose checksum is right. */
export function hasLoader(flash) {
  const stored = Buffer.from(flash.buffer, flash.byteOffset).readUInt32LE(BOOT2_LENGTH);
  return crc32(flash.subarray(0, BOOT2_LENGTH)) === stored;
}

/** CRC-32 with polynomial 04c11db7, not reflected, all ones at the start, nothing at the end. */
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

function takeVector(scratch) {
  const [magic, check, sp, pc] = scratch.subarray(4, 8);
  if (magic !== SCRATCH_MAGIC || ((pc ^ -SCRATCH_MAGIC) >>> 0) !== check) return undefined;
  scratch[4] = 0;
  return { pc, sp };
}

function enter(core, pc, sp) {
  core.PC = pc & ~1;
  core.SP = sp;
  core.LR = 0;
}
