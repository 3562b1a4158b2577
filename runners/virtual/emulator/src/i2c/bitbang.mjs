// The same targets seen from the wires, for firmware that moves SDA and SCL by itself (CircuitPython's scan does:
// ports/raspberrypi/common-hal/busio/I2C.c probes by bit-banging, for the block cannot send an empty write).

/** A slave on two pins: start, address, acknowledge, bytes, stop. */
export class BitBangTarget {
  #pins;
  #bus;
  #targets;
  #line;
  #target;
  #active = false;
  #bits = 0;
  #value = 0;
  #phase = 'idle';
  #holding = false;

  constructor(pins, bus, targets, line) {
    this.#pins = pins;
    this.#bus = bus;
    this.#targets = targets;
    this.#line = line;
    /** Hears of every change of a pin's level. */
    this.changed = (pin, level) => this.#changed(pin, level);
  }

  #changed(pin, level) {
    const { sda, scl } = this.#bus;
    if (pin === sda && this.#pins.level(scl) && !this.#holding) this.#startOrStop(level);
    else if (pin === scl && this.#active) {
      if (level) this.#rise();
      else this.#fall();
    }
  }

  #hold(down) {
    if (this.#holding === down) return;
    this.#holding = down;
    this.#pins.hold(this.#bus.sda, down);
  }

  #startOrStop(level) {
    this.#active = !level;
    this.#phase = level ? 'idle' : 'address';
    this.#bits = 0;
    this.#value = 0;
  }

  #rise() {
    if (this.#phase !== 'read' && this.#bits < 9) {
      this.#value = (this.#value << 1) | Number(this.#pins.level(this.#bus.sda));
    } else if (this.#phase === 'read' && this.#bits === 8 && this.#pins.level(this.#bus.sda)) {
      this.#active = false;
    }
  }

  #fall() {
    if (this.#phase === 'idle') return;
    if (this.#phase === 'read') {
      this.#shiftOut();
      return;
    }
    this.#bits++;
    if (this.#bits === 9) this.#acknowledge();
    else if (this.#bits === 10) this.#next();
  }

  /** After the eighth bit: hold SDA when the address or byte is ours. */
  #acknowledge() {
    const byte = this.#value & 0xff;
    if (this.#phase === 'address') this.#target = this.#targets.find((one) => one.address === byte >> 1);
    else this.#target?.write(byte);
    if (this.#phase === 'address') this.#target?.start();
    if (this.#target) this.#hold(true);
    else this.#active = false;
  }

  /** After the acknowledge: the next byte, in the direction the address gave. */
  #next() {
    this.#hold(false);
    const reading = this.#phase === 'address' && this.#value & 1;
    this.#phase = reading ? 'read' : 'write';
    this.#bits = reading ? 0 : 1;
    if (reading) this.#line.hold(this.#target.holdNanos);
    this.#value = reading ? this.#target.read() : 0;
    if (reading) this.#hold(!(this.#value & 0x80));
  }

  #shiftOut() {
    this.#bits++;
    if (this.#bits < 8) this.#hold(!((this.#value << this.#bits) & 0x80));
    else if (this.#bits === 8) this.#hold(false);
    else {
      this.#bits = 0;
      this.#line.hold(this.#target.holdNanos);
      this.#value = this.#target.read();
      this.#hold(!(this.#value & 0x80));
    }
  }
}
