// A virtual I2C device: registers behind one address, one of them with a known value.

/** Write one byte to choose a register, then read; the register moves on with every byte. */
export class I2cTarget {
  #registers = new Uint8Array(256);
  #at = 0;
  #chosen = false;

  constructor({ address, register, value }) {
    this.address = address;
    this.#registers[register] = value;
  }

  start() {
    this.#chosen = false;
  }

  write(byte) {
    if (this.#chosen) this.#registers[this.#at++ & 0xff] = byte;
    else this.#at = byte;
    this.#chosen = true;
  }

  read() {
    return this.#registers[this.#at++ & 0xff];
  }
}
