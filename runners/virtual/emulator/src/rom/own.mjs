// Our stand-in for the boot ROM: a 16 KiB image made here, whose functions trap into JavaScript. Its layout is the
// documented one (RP2040 datasheet 2.8.3): 'Mu', version, pointers to the function and data tables and to the lookup.
import { CALLS, LOOKUP } from './calls.mjs';
import { SOFT_DOUBLE, SOFT_FLOAT } from './numbers.mjs';

const BYTES = 16384;
const VERSION = 3;
const STACK = 0x20041f00;
const TRAP = 0xde00;
const RETURN = 0x4770;
const ENTRIES = 0x1000;
const FUNCTION_TABLE = 0x100;
const DATA_TABLE = 0x200;
const FLOATS = 0x300;
const DOUBLES = 0x400;
const TEXT = 0x500;
const REVISION = 0x4f0;

/** A ROM to install into a chip. */
class OwnRom {
  #image = Buffer.alloc(BYTES);
  #routines = [];

  constructor() {
    const image = this.#image;
    const stop = this.#routine((chip) => chip.fault(chip.core.PC - 2));
    image.writeUInt32LE(STACK, 0);
    for (let vector = 4; vector < 0x10; vector += 4) image.writeUInt32LE(stop, vector);
    image.set([0x4d, 0x75, 0x01, VERSION], 0x10);
    image.writeUInt16LE(FUNCTION_TABLE, 0x14);
    image.writeUInt16LE(DATA_TABLE, 0x16);
    image.writeUInt16LE(this.#routine(call(LOOKUP)), 0x18);
    this.#lookupTable(FUNCTION_TABLE, [...CALLS].map(([code, routine]) => [code, this.#routine(call(routine))]));
    this.#numberTable(FLOATS, SOFT_FLOAT);
    this.#numberTable(DOUBLES, SOFT_DOUBLE);
    image.write('HIL Farm boot ROM stand-in', TEXT, 'latin1');
    this.#lookupTable(DATA_TABLE, [['CR', TEXT], ['GR', REVISION], ['SF', FLOATS], ['SD', DOUBLES]]);
  }

  install(chip) {
    const { buffer, byteOffset } = this.#image;
    chip.mcu.bootrom.set(new Uint32Array(buffer.slice(byteOffset, byteOffset + BYTES)));
    chip.romCall = (number) => this.#routines[number]?.(chip);
  }

  #routine(action) {
    const number = this.#routines.push(action) - 1;
    const at = ENTRIES + 4 * number;
    this.#image.writeUInt16LE(TRAP | number, at);
    this.#image.writeUInt16LE(RETURN, at + 2);
    return at | 1;
  }

  #lookupTable(at, rows) {
    rows.forEach(([code, value], index) => {
      this.#image.write(code, at + 4 * index, 'latin1');
      this.#image.writeUInt16LE(value, at + 4 * index + 2);
    });
  }

  #numberTable(at, functions) {
    // The byte two before a table says how many entries it has.
    this.#image[at - 2] = functions.length;
    functions.forEach((operate, index) => {
      const entry = this.#routine((chip) => operate(chip.core.registers, chip.core));
      this.#image.writeUInt32LE(entry, at + 4 * index);
    });
  }
}

/** A routine of the table as a trap. */
function call(routine) {
  return (chip) => {
    const { registers } = chip.core;
    const result = routine(chip, registers[0], registers[1], registers[2]);
    if (result !== undefined) registers[0] = result;
  };
}

export function ownRom() {
  return new OwnRom();
}
