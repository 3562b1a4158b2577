// DORMANT: the crystal stops and the chip with it, until one of the pins that were chosen for that has its level or edge
// (RP2040 datasheet 2.11.3, 2.16.5, 2.19.3).

const DORMANT = 0x08;
const COMA = 0x636f6d61;
const WAKE = 0x77616b65;
const WAKE_INTE = 0x160;
const WAKE_INTE_END = 0x170;

/** Lets a chip's core wait for a pin and nothing else. `isAsleep` says whether it does, `wakes` whether it may go on. */
export class DormantMode {
  #mcu;
  #xosc;
  #enabled = [0, 0, 0, 0];
  #asleep = false;

  constructor(mcu) {
    this.#mcu = mcu;
    this.#xosc = mcu.peripherals[0x40024];
    this.#watchOscillator();
    this.#watchPins(mcu.peripherals[0x40014]);
  }

  get isAsleep() {
    return this.#asleep;
  }

  /** Whether a chosen pin has what ends it; that starts the crystal again. */
  wakes() {
    if (!this.#mcu.gpio.some((pin, index) => pin.irqStatus & this.#wanted(index))) return false;
    this.#asleep = false;
    this.#xosc.writeUint32(DORMANT, WAKE);
    return true;
  }

  #wanted(pin) {
    return (this.#enabled[pin >> 3] >>> (4 * (pin & 7))) & 0xf;
  }

  #watchOscillator() {
    const write = this.#xosc.writeUint32.bind(this.#xosc);
    this.#xosc.writeUint32 = (offset, value) => {
      write(offset, value);
      if (offset === DORMANT && value === COMA) {
        this.#asleep = true;
        this.#mcu.core.waiting = true;
      }
    };
  }

  #watchPins(bank) {
    const read = bank.readUint32.bind(bank);
    const write = bank.writeUint32.bind(bank);
    const isOurs = (offset) => offset >= WAKE_INTE && offset < WAKE_INTE_END;
    bank.readUint32 = (offset) => (isOurs(offset) ? this.#enabled[(offset - WAKE_INTE) >> 2] : read(offset));
    bank.writeUint32 = (offset, value) => {
      if (isOurs(offset)) this.#enabled[(offset - WAKE_INTE) >> 2] = value >>> 0;
      else write(offset, value);
    };
  }
}
