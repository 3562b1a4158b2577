// RESETS: which blocks are held in reset (RP2040 datasheet 2.14). A block that goes into reset forgets its state.
import { BasePeripheral } from 'rp2040js';

const RESET = 0x0;
const WDSEL = 0x4;
const RESET_DONE = 0x8;
const ALL = 0x1ffffff;

export const RESET_BIT = Object.freeze({ I2C0: 3, I2C1: 4, USBCTRL: 24 });

/** `onReset` is a map from bit number to what is done when that block goes into reset. */
export class Resets extends BasePeripheral {
  #held = 0;
  #watchdogSelect = 0;
  #onReset;

  constructor(mcu, onReset) {
    super(mcu, 'RESETS');
    this.#onReset = onReset;
  }

  readUint32(offset) {
    switch (offset) {
      case RESET:
        return this.#held;
      case WDSEL:
        return this.#watchdogSelect;
      case RESET_DONE:
        return ALL & ~this.#held;
      default:
        return 0;
    }
  }

  writeUint32(offset, value) {
    if (offset === WDSEL) this.#watchdogSelect = value & ALL;
    if (offset !== RESET) return;
    const entering = value & ALL & ~this.#held;
    this.#held = value & ALL;
    for (const [bit, forget] of this.#onReset) {
      if (entering & (1 << bit)) forget();
    }
  }
}
