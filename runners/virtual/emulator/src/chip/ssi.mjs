// The synchronous serial interface the flash chip hangs on (RP2040 datasheet 4.10.13), in the mode that
// boot code and flash routines use: bytes pushed into DR0, answers pulled from it.
import { BasePeripheral } from 'rp2040js';

const SSIENR = 0x08;
const TXFLR = 0x20;
const RXFLR = 0x24;
const SR = 0x28;
const ICR_FIRST = 0x38;
const ICR_LAST = 0x48;
const IDR = 0x58;
const VERSION_ID = 0x5c;
const DR0 = 0x60;
const DR_LAST = 0xec;
const TX_EMPTY_NOT_FULL = 0x06;
const RX_NOT_EMPTY = 0x08;
const RX_DEPTH = 16;

/**
 * SSI with a flash chip behind it. CS is either forced by the pad's override (flash routines) or driven by
 * the controller, which lifts it when the bytes pushed are out: seen here as a look at the status.
 */
export class Ssi extends BasePeripheral {
  #nor;
  #forced = false;
  #answers = [];
  #registers = new Map();

  constructor(mcu, nor) {
    super(mcu, 'SSI');
    this.#nor = nor;
  }

  /** The CS pad: 'low', 'high', or 'auto' when the controller drives it. */
  select(level) {
    if (this.#forced && level !== 'low') this.#nor.deselect();
    this.#forced = level === 'low';
  }

  readUint32(offset) {
    if (offset >= DR0 && offset <= DR_LAST) return this.#answers.shift() ?? 0;
    switch (offset) {
      case SR:
        if (!this.#forced) this.#nor.deselect();
        return TX_EMPTY_NOT_FULL | (this.#answers.length ? RX_NOT_EMPTY : 0);
      case TXFLR:
        return 0;
      case RXFLR:
        return this.#answers.length;
      case IDR:
        return 0x51535049;
      case VERSION_ID:
        return 0x3430312a;
      default:
        return offset >= ICR_FIRST && offset <= ICR_LAST ? 0 : (this.#registers.get(offset) ?? 0);
    }
  }

  writeUint32(offset, value) {
    if (offset >= DR0 && offset <= DR_LAST) {
      this.#push(value & 0xff);
      return;
    }
    if (offset === SSIENR && !(value & 1)) this.#disable();
    this.#registers.set(offset, value >>> 0);
  }

  #push(value) {
    const answer = this.#nor.exchange(value);
    if (this.#answers.length < RX_DEPTH) this.#answers.push(answer);
  }

  #disable() {
    this.#answers = [];
    if (!this.#forced) this.#nor.deselect();
  }
}
