// A boot ROM image that the user gave: used as it is, but for the way into BOOTSEL and the two functions that change
// flash, which end in our hands (they drive the flash by a mode of the SSI that is not emulated to the bit).
import fs from 'node:fs';
import { CALLS } from './calls.mjs';

export const ROM_BYTES = 16384;
const FUNCTION_TABLE = 0x14;
const OURS = ['UB', 'RE', 'RP'];
const TRAP = 0xde00;
const RETURN = 0x4770;

/** The file is no RP2040 boot ROM. */
export class BadRom extends Error {}

/** Reads and checks an image. */
export function readRom(path) {
  const bytes = fs.readFileSync(path);
  if (bytes.length !== ROM_BYTES || bytes[0x10] !== 0x4d || bytes[0x11] !== 0x75) {
    throw new BadRom(`${path} is no RP2040 boot ROM: ${bytes.length} bytes; 16384 with 'Mu' at 16 are wanted`);
  }
  return new GivenRom(bytes);
}

class GivenRom {
  #image;

  constructor(bytes) {
    const image = Buffer.from(bytes);
    OURS.forEach((code, number) => {
      const entry = find(image, code) & ~1;
      if (!entry) return;
      image.writeUInt16LE(TRAP | number, entry);
      image.writeUInt16LE(RETURN, entry + 2);
    });
    this.#image = new Uint32Array(image.buffer.slice(image.byteOffset, image.byteOffset + ROM_BYTES));
  }

  install(chip) {
    chip.mcu.bootrom.set(this.#image);
    chip.romCall = (number) => {
      const routine = CALLS.get(OURS[number]);
      const { registers } = chip.core;
      if (routine) routine(chip, registers[0], registers[1], registers[2]);
      else chip.fault(chip.core.PC - 2);
    };
  }
}

function find(image, code) {
  for (let at = image.readUInt16LE(FUNCTION_TABLE); at + 4 <= image.length && image.readUInt16LE(at); at += 4) {
    if (image.toString('latin1', at, at + 2) === code) return image.readUInt16LE(at + 2);
  }
  return 0;
}
