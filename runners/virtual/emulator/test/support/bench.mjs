// A chip on the bench: blank flash, our boot ROM, code put into RAM.
import { Blocks } from '../../src/cpu/blocks.mjs';
import { Chip } from '../../src/chip/chip.mjs';
import { NorFlash } from '../../src/flash/nor.mjs';
import { ownRom } from '../../src/rom/own.mjs';

const CODE = 0x20010000;
const STOP = 0xe7fe;

/** {chip, told: what it reported, call(address, ...arguments): r0, find(letters): address of a ROM function}. */
export function bench() {
  const told = [];
  const flash = new Uint8Array(0x10000).fill(0xff);
  const sram = new Uint8Array(264 * 1024);
  const blocks = new Blocks(flash, sram);
  const nor = new NorFlash({ bytes: flash, save() {} }, new Uint8Array(8));
  const kept = { sram, blocks, scratch: new Uint32Array(8), reason: 0, chipReset: 0x100 };
  const chip = new Chip({ nor, kept, rom: ownRom(), events: {
    reset: (cause) => told.push(cause),
    bootsel: () => told.push('bootsel'),
    uart: (byte) => told.push(byte),
    stuck: (what) => told.push(what),
  } });
  const call = (address, ...values) => {
    chip.core.registers.set(values);
    chip.core.SP = 0x20040000;
    chip.core.LR = CODE | 1;
    chip.mcu.writeUint16(CODE, STOP);
    chip.core.PC = address & ~1;
    chip.run(chip.clock.nanos + 10_000);
    return chip.core.registers[0];
  };
  const find = (letters) => call(chip.mcu.readUint16(0x18), chip.mcu.readUint16(0x14),
    letters.charCodeAt(0) | (letters.charCodeAt(1) << 8));
  return { chip, told, call, find };
}

/** Puts halfwords at CODE and runs a number of instructions' worth of cycles; gives the chip. */
export function runCode(chip, halfwords, cycles) {
  chip.kept.blocks.clear();
  halfwords.forEach((word, index) => chip.mcu.writeUint16(CODE + 2 * index, word));
  chip.core.PC = CODE;
  chip.run(chip.clock.nanos + cycles * 8);
}
export { CODE };
