// A small USB host for one chip: enumerates whatever is plugged in, then serves its serial port and its drive.
import { UsbWire } from './wire.mjs';
import { ControlPipe, setup } from './control.mjs';
import { readConfiguration, readDevice, readString } from './descriptors.mjs';
import { CdcPort } from './cdc.mjs';
import { Disk } from './disk.mjs';

const SET_ADDRESS = 5;
const GET_DESCRIPTOR = 6;
const SET_CONFIGURATION = 9;
const ENGLISH = 0x409;

/**
 * `events`: enumerated(description), gone(), received(bytes), taken(count), canReceive(), and those of Disk.
 * All run in the chip's own time, from inside its step.
 */
export class UsbHost {
  #events;
  #wire;
  #control;
  #cdc;
  #disk;
  #enumerated = false;

  constructor(mcu, events) {
    this.#events = events;
    this.#wire = new UsbWire(mcu, this);
    this.#control = new ControlPipe(this.#wire);
  }

  get wire() {
    return this.#wire;
  }

  get cdc() {
    return this.#cdc;
  }

  get disk() {
    return this.#disk;
  }

  attached() {
    this.#control.reset();
  }

  /** The chip pulled itself off the bus, was reset, or the cable was cut. */
  detached() {
    this.#control.reset();
    this.#cdc = undefined;
    this.#disk = undefined;
    if (!this.#enumerated) return;
    this.#enumerated = false;
    this.#events.gone();
  }

  /** The firmware has seen the bus reset: asks it who it is. */
  ready() {
    if (this.#enumerated) return;
    this.#control.reset();
    const steps = this.#enumerate();
    const go = (answer) => {
      const step = steps.next(answer);
      if (!step.done) this.#control.request(step.value, undefined, go);
    };
    go();
  }

  service() {
    let moved = this.#control.service();
    if (this.#cdc) moved = this.#cdc.service() || moved;
    if (this.#disk) moved = this.#disk.service() || moved;
    return moved;
  }

  *#enumerate() {
    yield setup(0x00, SET_ADDRESS, 1, 0, 0);
    const device = readDevice(yield descriptor(1, 0, 18));
    if (!device) return;
    const strings = {};
    for (const name of ['manufacturer', 'product', 'serial']) {
      strings[name] = device[name] ? readString(yield descriptor(3, device[name], 255, ENGLISH)) : '';
    }
    const head = yield descriptor(2, 0, 9);
    if (!head || head.length < 9) return;
    const whole = yield descriptor(2, 0, head[2] | (head[3] << 8));
    if (!whole || whole.length < 9) return;
    const configuration = readConfiguration(whole);
    if (!(yield setup(0x00, SET_CONFIGURATION, configuration.value, 0, 0))) return;
    this.#configured({ vid: device.vid, pid: device.pid, ...strings }, configuration);
  }

  #configured(description, configuration) {
    this.#enumerated = true;
    if (configuration.cdc) {
      this.#cdc = new CdcPort(this.#wire, this.#control, configuration.cdc, this.#events);
    }
    const say = (disk) => {
      this.#events.enumerated({ ...description, cdc: Boolean(configuration.cdc), disk });
    };
    if (!configuration.disk) {
      say(null);
      return;
    }
    this.#disk = new Disk(this.#wire, this.#control, configuration.disk, this.#events);
    this.#disk.start(say);
  }
}

function descriptor(type, index, length, language = 0) {
  return setup(0x80, GET_DESCRIPTOR, (type << 8) | index, language, length);
}
