// Control transfers on endpoint 0, one after the other (USB 2.0, 8.5.3).

const MAX_WAITING = 64;
const PACKET = 64;

/** A setup packet. */
export function setup(requestType, request, value, index, length) {
  return Uint8Array.of(requestType, request, value & 0xff, value >> 8, index & 0xff, index >> 8,
    length & 0xff, length >> 8);
}

/** Carries out control transfers; each ends with its bytes, or undefined when the device refuses it. */
export class ControlPipe {
  #wire;
  #waiting = [];
  #current;

  constructor(wire) {
    this.#wire = wire;
  }

  /** Queues a transfer; `done(bytes or undefined)` is called when it is over. */
  request(packet, data, done = () => {}) {
    if (this.#waiting.length >= MAX_WAITING) throw new Error(`${MAX_WAITING} control transfers wait already`);
    this.#waiting.push({ packet, data, done, got: [], sent: 0, stage: firstStage(packet) });
    this.#next();
  }

  /** Forgets everything: the device is gone. */
  reset() {
    this.#waiting = [];
    this.#current = undefined;
  }

  /** Moves one packet; true when one moved. */
  service() {
    const transfer = this.#current;
    if (!transfer) return false;
    if (this.#wire.stalled(0, false) || this.#wire.stalled(0, true)) return this.#finish(undefined);
    switch (transfer.stage) {
      case 'data in':
        return this.#dataIn(transfer);
      case 'data out':
        return this.#dataOut(transfer);
      case 'status out':
        return this.#statusOut(transfer);
      default:
        return this.#wire.takeIn(0) !== undefined && this.#finish(new Uint8Array());
    }
  }

  #next() {
    if (this.#current || this.#waiting.length === 0) return;
    this.#current = this.#waiting.shift();
    this.#wire.sendSetup(this.#current.packet);
  }

  #dataIn(transfer) {
    const packet = this.#wire.takeIn(0);
    if (!packet) return false;
    transfer.got.push(...packet);
    const wanted = transfer.packet[6] | (transfer.packet[7] << 8);
    if (packet.length < PACKET || transfer.got.length >= wanted) transfer.stage = 'status out';
    return true;
  }

  #dataOut(transfer) {
    const room = this.#wire.room(0);
    if (room < 0) return false;
    const packet = transfer.data.subarray(transfer.sent, transfer.sent + Math.min(room, PACKET));
    this.#wire.giveOut(0, packet);
    transfer.sent += packet.length;
    if (transfer.sent >= transfer.data.length) transfer.stage = 'status in';
    return true;
  }

  #statusOut(transfer) {
    if (this.#wire.room(0) < 0) return false;
    this.#wire.giveOut(0, new Uint8Array());
    return this.#finish(Uint8Array.from(transfer.got));
  }

  #finish(bytes) {
    const { done } = this.#current;
    this.#current = undefined;
    done(bytes);
    this.#next();
    return true;
  }
}

function firstStage(packet) {
  if (packet[6] === 0 && packet[7] === 0) return 'status in';
  return packet[0] & 0x80 ? 'data in' : 'data out';
}
