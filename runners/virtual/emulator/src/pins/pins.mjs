// The level at each pin: what the chip drives, else what is wired to it, else its own pull (RP2040 datasheet 2.19.4).
// rp2040js leaves this to its user: without it an output read back is low and a pull does nothing.

/** The pins of one chip. Wired devices see every change and may hold a line down. */
export class Pins {
  #gpio;
  #outside = new Map();
  #holding = new Map();
  #pulledUp = new Set();
  #listeners = new Set();

  constructor(mcu) {
    this.#gpio = mcu.gpio;
    for (const pin of this.#gpio) pin.addListener(() => this.#settle(pin.index));
    for (const pin of this.#gpio) this.#settle(pin.index);
  }

  /** A resistor to 3.3 V outside the chip. */
  pullUp(pin) {
    this.#pulledUp.add(pin);
    this.#settle(pin);
  }

  /** Something strong outside sets this level. */
  drive(pin, level) {
    if (!this.#gpio[pin]) return;
    this.#outside.set(pin, level);
    this.#settle(pin);
  }

  /** An open-drain device holds the line down, or lets go. */
  hold(pin, down) {
    this.#holding.set(pin, down);
    this.#settle(pin);
  }

  level(pin) {
    return this.#gpio[pin].rawInputValue;
  }

  /** `listener(pin, level)` hears of every change of level. */
  listen(listener) {
    this.#listeners.add(listener);
  }

  #settle(index) {
    const pin = this.#gpio[index];
    const level = this.#levelOf(pin);
    if (level === pin.rawInputValue) return;
    pin.setInputValue(level);
    for (const listener of this.#listeners) listener(index, level);
  }

  #levelOf(pin) {
    if (this.#holding.get(pin.index)) return false;
    if (pin.outputEnable) return pin.outputValue;
    const outside = this.#outside.get(pin.index);
    if (outside !== undefined) return outside;
    return this.#pulledUp.has(pin.index) || pin.pullupEnabled;
  }
}
