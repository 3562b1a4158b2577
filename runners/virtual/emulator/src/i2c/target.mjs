// A virtual I2C device: registers behind one address, one of them with a known value. Where it has a register for that,
// it holds SCL before it gives that register's byte, as many steps of 20 ms as the byte says.

const STEP = 20e6;

/** Write one byte to choose a register, then read; the register moves on with every byte. */
export class I2cTarget {
  #registers = new Uint8Array(256);
  #at = 0;
  #chosen = false;
  #stretch;
  #steps = 0;
  #moved = true;

  constructor({ address, register, value, stretch }) {
    this.address = address;
    this.#registers[register] = value;
    this.#stretch = stretch;
  }

  /** For how many nanoseconds SCL is held before the next byte is given. */
  get holdNanos() {
    return this.#isStretch() ? this.#steps * STEP : 0;
  }

  start() {
    this.#chosen = false;
  }

  write(byte) {
    if (!this.#chosen) {
      this.#at = byte;
      this.#moved = false;
    } else if (this.#isStretch()) {
      this.#steps = byte;
      this.#moved = true;
    } else this.#registers[this.#next()] = byte;
    this.#chosen = true;
  }

  read() {
    if (!this.#isStretch()) return this.#registers[this.#next()];
    this.#moved = true;
    return this.#steps;
  }

  /** Only who asks for that register by its number gets it: whoever reads or writes past it goes on undisturbed. */
  #isStretch() {
    return !this.#moved && this.#at === this.#stretch;
  }

  #next() {
    this.#moved = true;
    return this.#at++ & 0xff;
  }
}
