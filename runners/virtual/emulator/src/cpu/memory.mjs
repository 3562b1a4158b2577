// A chip's memory as its core sees it: RAM and flash straight, all else by rp2040js's own dispatch.

import { BasePeripheral } from 'rp2040js';
import { CYCLES, LIMIT } from './state.mjs';
import { ANYTHING, TIMER } from './waiting.mjs';

export const RAM = 0x20000000;
export const FLASH = 0x10000000;
const ROM_END = 0x4000;
const FLASH_END = 0x14000000;
const RAM_END = 0x20042000;
const CACHE_CONTROL_END = 0x18004000;
const PERIPHERALS = 0x40000000;
const PERIPHERALS_END = 0x60000000;
const CORE_LOCAL = 0xd0000000;
const TIMERAWH = 0x40054024;
const TIMERAWL = 0x40054028;

/** Thrown where a bus or an alignment error happens; the interpreter makes it a hard fault. */
export const FAULT = Object.freeze({ fault: 'the core cannot do this access' });

/** Loads and stores of one chip. Addresses are signed words; results too. */
export class Memory {
  #peripherals;
  #words;

  constructor(mcu, blocks, words) {
    this.mcu = mcu;
    this.core = mcu.core;
    this.#words = words;
    /** What the running loop has looked at (see waiting.mjs). */
    this.seen = ANYTHING;
    this.blocks = blocks;
    this.marks = blocks.ramMarks;
    this.ram8 = mcu.sram;
    this.ram16 = new Uint16Array(mcu.sram.buffer);
    this.ram32 = new Int32Array(mcu.sram.buffer);
    this.flash8 = mcu.flash;
    this.flash16 = new Uint16Array(mcu.flash.buffer);
    this.flash32 = new Int32Array(mcu.flash.buffer);
    this.ramBytes = mcu.sram.length;
    this.flashBytes = mcu.flash.length;
    this.#peripherals = peripheralTable(mcu);
    mcu.findPeripheral = (address) => {
      const region = address >>> 28;
      if (region === 4) return this.#peripheral(address);
      return region === 5 || region === 1 ? mcu.peripherals[(address >>> 14) << 2] : undefined;
    };
  }

  load32(address) {
    const at = (address - RAM) >>> 0;
    if (at < this.ramBytes && (at & 3) === 0) return this.ram32[at >>> 2];
    const inFlash = (address - FLASH) >>> 0;
    if (inFlash < this.flashBytes && (inFlash & 3) === 0) return this.flash32[inFlash >>> 2];
    return this.slowLoad32(address >>> 0);
  }

  load16(address) {
    const at = (address - RAM) >>> 0;
    if (at < this.ramBytes && (at & 1) === 0) return this.ram16[at >>> 1];
    const inFlash = (address - FLASH) >>> 0;
    if (inFlash < this.flashBytes && (inFlash & 1) === 0) return this.flash16[inFlash >>> 1];
    return this.slowLoad16(address >>> 0);
  }

  load8(address) {
    const at = (address - RAM) >>> 0;
    if (at < this.ramBytes) return this.ram8[at];
    const inFlash = (address - FLASH) >>> 0;
    if (inFlash < this.flashBytes) return this.flash8[inFlash];
    this.seen = ANYTHING;
    check(address >>> 0, 1);
    return this.mcu.readUint8(address >>> 0);
  }

  store32(address, value) {
    const at = (address - RAM) >>> 0;
    if (at < this.ramBytes && (at & 3) === 0) {
      if (this.marks[at >>> 2] !== 0 && this.ram32[at >>> 2] !== value) this.blocks.ramChanged();
      this.ram32[at >>> 2] = value;
    } else this.slowStore(address >>> 0, value >>> 0, 4);
  }

  store16(address, value) {
    const at = (address - RAM) >>> 0;
    if (at < this.ramBytes && (at & 1) === 0) {
      if (this.marks[at >>> 2] !== 0) this.blocks.ramChanged();
      this.ram16[at >>> 1] = value;
    } else this.slowStore(address >>> 0, value & 0xffff, 2);
  }

  store8(address, value) {
    const at = (address - RAM) >>> 0;
    if (at < this.ramBytes) {
      if (this.marks[at >>> 2] !== 0) this.blocks.ramChanged();
      this.ram8[at] = value;
    } else this.slowStore(address >>> 0, value & 0xff, 1);
  }

  /** How many cycles a loop of this many can be left to itself. */
  timesRound(cycles) {
    const words = this.#words;
    const left = words[LIMIT] - words[CYCLES] - 1;
    const { clock } = this.mcu;
    const most = this.seen === TIMER ? Math.min(left, clock.cyclesToMicrosecond) : left;
    return most < cycles ? 0 : most - (most % cycles);
  }

  slowLoad32(address) {
    if (address === TIMERAWL || address === TIMERAWH) this.seen |= TIMER;
    else this.seen = ANYTHING;
    check(address, 4);
    const region = address >>> 28;
    if (region === 4) return this.#peripheral(address).readUint32(address & 0x3fff) | 0;
    if (region === 13) return this.mcu.sio.readUint32(address & 0xfffffff) | 0;
    return this.mcu.readUint32(address) | 0;
  }

  #peripheral(address) {
    return this.#peripherals[(address >>> 14) & 0xff];
  }

  slowLoad16(address) {
    this.seen = ANYTHING;
    check(address, 2);
    return this.mcu.readUint16(address);
  }

  slowStore(address, value, size) {
    check(address, size);
    // ROM and flash cannot be stored to; rp2040js would.
    if (address < FLASH_END) return;
    if (size === 4 && address >>> 28 === 13) {
      this.mcu.sio.writeUint32(address & 0xfffffff, value);
      return;
    }
    if (size === 4) this.mcu.writeUint32(address, value);
    else if (size === 2) this.mcu.writeUint16(address, value);
    else this.mcu.writeUint8(address, value);
  }
}

/** The blocks at 0x40000000 and up, 16 KiB each, in a dense array: rp2040js's own table is slow to look up. */
function peripheralTable(mcu) {
  const nothing = new UnimplementedBlock(mcu, 'nothing');
  return Array.from({ length: 256 }, (_, index) => mcu.peripherals[0x40000 + 4 * index] ?? nothing);
}

class UnimplementedBlock extends BasePeripheral {
  readUint32() {
    return 0;
  }

  writeUint32() {}
}

function check(address, size) {
  if (address & (size - 1) || !isMapped(address)) throw FAULT;
}

function isMapped(address) {
  if (address < FLASH) return address < ROM_END;
  if (address < CACHE_CONTROL_END) return address < FLASH_END + 0x4000 || address >= CACHE_CONTROL_END - 0x4000;
  if (address < PERIPHERALS) return address >= RAM && address < RAM_END;
  return address < PERIPHERALS_END || address >= CORE_LOCAL;
}
