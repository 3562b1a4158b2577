// What a board tells its rack, as frames (see the protocol in README.md).
import { frame, u32 } from '../wire/frames.mjs';

const TIME_WALL_MILLIS = 40;
const TIME_NANOS = 1e6;
const MAX_UART = 256;
const MAX_SERIAL = 4096;

/** Frames of one board. `out`: {number, write(bytes), room, log(text)}. */
export class Reports {
  #out;
  #toldNanos = 0;
  #toldAt = 0;
  #busy = false;
  #uart = [];
  #serial = [];
  #serialBytes = 0;

  constructor(out) {
    this.#out = out;
  }

  /** False while the rack does not read: then nothing more is taken from the firmware. */
  get room() {
    return this.#out.room;
  }

  log(text) {
    this.#out.log(`board ${this.#out.number}: ${text}`);
  }

  /** Emulated time, when it is time to tell it; also sends waiting bytes. */
  time(nanos, busy) {
    this.#flushUart();
    this.#flushSerial();
    this.#busy = Boolean(busy);
    if (performance.now() - this.#toldAt >= TIME_WALL_MILLIS) this.#tell(nanos);
  }

  starts(cause, nanos) {
    this.#flushUart();
    this.#sendAt(nanos, 'r', { cause });
  }

  enumerated(description, nanos) {
    this.#sendAt(nanos, 'e', description);
  }

  gone(nanos) {
    this.#tellIfMoved(nanos);
    this.#send('g');
  }

  received(bytes, nanos) {
    this.#tellIfMoved(nanos);
    this.#serial.push(bytes);
    this.#serialBytes += bytes.length;
    if (this.#serialBytes >= MAX_SERIAL) this.#flushSerial();
  }

  bootsel(nanos) {
    this.#flushUart();
    this.#tellIfMoved(nanos);
    this.#send('u');
  }

  /** Lost while the rack does not read, as on a line that nobody listens to. */
  uart(byte) {
    if (!this.room) return;
    this.#uart.push(byte);
    if (this.#uart.length >= MAX_UART) this.#flushUart();
  }

  taken(count) {
    this.#send('k', u32(count));
  }

  contents(lba, bytes) {
    this.#send('d', Buffer.concat([u32(lba), bytes]));
  }

  written(lba, blocks, ok) {
    this.#send('w', Buffer.concat([u32(lba, blocks), Buffer.of(ok ? 1 : 0)]));
  }

  stuck(what, pc, text) {
    this.#flushUart();
    this.#sendJson('f', { what, pc, text });
  }

  #sendAt(nanos, type, value) {
    this.#tellIfMoved(nanos);
    this.#sendJson(type, value);
  }

  #sendJson(type, value) {
    this.#send(type, Buffer.from(JSON.stringify(value)));
  }

  #tellIfMoved(nanos) {
    if (nanos < this.#toldNanos || nanos - this.#toldNanos >= TIME_NANOS) this.#tell(nanos);
  }

  #tell(nanos) {
    this.#toldNanos = nanos;
    this.#toldAt = performance.now();
    const payload = Buffer.alloc(9);
    payload.writeBigUInt64LE(BigInt(Math.floor(nanos)), 0);
    payload[8] = this.#busy ? 1 : 0;
    this.#send('t', payload);
  }

  #flushUart() {
    if (this.#uart.length === 0) return;
    this.#send('o', Buffer.from(this.#uart));
    this.#uart = [];
  }

  /** What firmware sends comes in packets of 64 bytes: a share of time's are one frame. */
  #flushSerial() {
    if (this.#serial.length === 0) return;
    const bytes = Buffer.concat(this.#serial);
    this.#serial = [];
    this.#serialBytes = 0;
    this.#send('s', bytes);
  }

  /** All that was said before goes before. */
  #send(type, payload) {
    this.#flushSerial();
    this.#out.write(frame(this.#out.number, type, payload));
  }
}
