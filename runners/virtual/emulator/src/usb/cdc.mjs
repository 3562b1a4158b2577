// The host's end of a serial port (USB CDC 1.2, PSTN 1.2): line coding, DTR, bytes both ways.
import { setup } from './control.mjs';

const SET_LINE_CODING = 0x20;
const SET_CONTROL_LINE_STATE = 0x22;
const TO_INTERFACE = 0x21;
const PACKET = 64;
const MAX_WAITING = 1024 * 1024;

/** More was sent to a board than it takes: the rack did not hold back. */
export class CdcOverrun extends Error {}

/**
 * One port. `received(bytes)` gets what the firmware sends while a program has the port open, `taken(count)` the
 * bytes it took so far. With nothing to send the firmware's read is left waiting, as a host does that asks nothing.
 */
export class CdcPort {
  #wire;
  #control;
  #ends;
  #events;
  #waiting = Buffer.alloc(0);
  #taken = 0;
  #open = false;
  #baud;

  constructor(wire, control, ends, events) {
    this.#wire = wire;
    this.#control = control;
    this.#ends = ends;
    this.#events = events;
  }

  send(bytes) {
    if (this.#waiting.length + bytes.length > MAX_WAITING) {
      throw new CdcOverrun(`over ${MAX_WAITING} bytes wait for the firmware to take them`);
    }
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    this.#wire.kick();
  }

  /** A program opened or closed the port. */
  open(isOpen) {
    this.#open = isOpen;
    if (isOpen) this.#setLineCoding();
    const lines = isOpen ? 3 : 0;
    this.#control.request(setup(TO_INTERFACE, SET_CONTROL_LINE_STATE, lines, this.#ends.control, 0));
    this.#wire.kick();
  }

  /** Line coding: 8 data bits, no parity, one stop bit at this rate. */
  baud(rate) {
    this.#baud = rate;
    this.#setLineCoding();
  }

  service() {
    const moved = this.#receive();
    return this.#transmit() || moved;
  }

  #setLineCoding() {
    if (this.#baud === undefined) this.#baud = 115200;
    const coding = Buffer.from([0, 0, 0, 0, 0, 0, 8]);
    coding.writeUInt32LE(this.#baud, 0);
    this.#control.request(setup(TO_INTERFACE, SET_LINE_CODING, 0, this.#ends.control, 7), coding);
  }

  #receive() {
    if (!this.#open || !this.#events.canReceive()) return false;
    const packet = this.#wire.takeIn(this.#ends.in);
    if (!packet) return false;
    if (packet.length) this.#events.received(packet);
    return true;
  }

  #transmit() {
    if (this.#waiting.length === 0) return false;
    const room = this.#wire.room(this.#ends.out);
    if (room <= 0) return false;
    const packet = this.#waiting.subarray(0, Math.min(room, PACKET));
    this.#waiting = this.#waiting.subarray(packet.length);
    this.#wire.giveOut(this.#ends.out, packet);
    this.#taken += packet.length;
    this.#events.taken(this.#taken);
    return true;
  }
}
