// UF2 files: 512-byte blocks of 256 bytes for an address (microsoft/uf2 README).

const BLOCK = 512;
const MAGIC = [0x0a324655, 0x9e5d5157];
const MAGIC_END = 0x0ab16f30;
const NOT_MAIN_FLASH = 0x1;
const HAS_FAMILY = 0x2000;
const RP2040_FAMILY = 0xe48bff56;
const FLASH_START = 0x10000000;

/** The file is no UF2 for an RP2040's flash. */
export class BadUf2 extends Error {}

/** Puts the blocks for an RP2040 into a flash array; says how many were taken. */
export function loadUf2(file, flash) {
  if (file.length === 0 || file.length % BLOCK !== 0) {
    throw new BadUf2(`a UF2 is a whole number of ${BLOCK}-byte blocks; this one has ${file.length} bytes`);
  }
  let taken = 0;
  for (let at = 0; at < file.length; at += BLOCK) {
    if (takeBlock(file.subarray(at, at + BLOCK), at / BLOCK, flash)) taken++;
  }
  if (taken === 0) throw new BadUf2('no block of this UF2 is for an RP2040 (family e48bff56)');
  return taken;
}

function takeBlock(bytes, number, flash) {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, BLOCK);
  const word = (index) => block.readUInt32LE(4 * index);
  if (word(0) !== MAGIC[0] || word(1) !== MAGIC[1] || block.readUInt32LE(508) !== MAGIC_END) {
    throw new BadUf2(`block ${number} lacks the UF2 magic numbers`);
  }
  const flags = word(2);
  if (flags & NOT_MAIN_FLASH || !(flags & HAS_FAMILY) || word(7) !== RP2040_FAMILY) return false;
  const offset = word(3) - FLASH_START;
  const length = word(4);
  if (length > 476 || offset < 0 || offset + length > flash.length) {
    throw new BadUf2(`block ${number} is for address 0x${word(3).toString(16)}, outside the flash`);
  }
  flash.set(block.subarray(32, 32 + length), offset);
  return true;
}
