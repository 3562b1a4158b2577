// Blocks of which firmware touches a register or two (RP2040 datasheet 2.6.3, 2.8, 2.10, 2.17).
import { BasePeripheral } from 'rp2040js';

/** A block that keeps what is written to it. */
export class Registers extends BasePeripheral {
  #values;

  constructor(mcu, name, values = {}) {
    super(mcu, name);
    this.#values = new Map(Object.entries(values).map(([offset, value]) => [Number(offset), value]));
  }

  readUint32(offset) {
    return this.#values.get(offset) ?? 0;
  }

  writeUint32(offset, value) {
    this.#values.set(offset, value >>> 0);
  }
}

/** Ring oscillator: enabled, stable, and a random bit that changes. */
export function ringOscillator(mcu) {
  const STATUS = 0x18;
  const RANDOMBIT = 0x1c;
  const ENABLED_AND_STABLE = 0x80001000;
  const block = new Registers(mcu, 'ROSC', { 0x00: 0xfabaa0, 0x10: 0xaa0, [STATUS]: ENABLED_AND_STABLE });
  const read = block.readUint32.bind(block);
  block.readUint32 = (offset) => {
    if (offset === RANDOMBIT) return Math.random() < 0.5 ? 0 : 1;
    return offset === STATUS ? ENABLED_AND_STABLE : read(offset);
  };
  return block;
}

/** Cache control: a flush is over at once, for nothing is cached. */
export function cacheControl(mcu) {
  const FLUSH = 0x04;
  const STAT = 0x08;
  const block = new Registers(mcu, 'XIP_CTRL', { 0x00: 3 });
  const read = block.readUint32.bind(block);
  block.readUint32 = (offset) => {
    if (offset === FLUSH) return 0;
    return offset === STAT ? 3 : read(offset);
  };
  return block;
}

/** Voltage regulator and the register that says why the chip was reset. */
export function chipReset(mcu, cause) {
  const CHIP_RESET = 0x08;
  const REGULATOR_OK = 0x10b1;
  const block = new Registers(mcu, 'VREG_AND_CHIP_RESET', { 0x00: REGULATOR_OK, 0x04: 0x91 });
  const read = block.readUint32.bind(block);
  block.readUint32 = (offset) => {
    if (offset === 0) return read(0) | 0x1000;
    return offset === CHIP_RESET ? cause : read(offset);
  };
  return block;
}
