// The real-time clock with its alarm (RP2040 datasheet 4.8): dates in UTC, one-second steps.
import { BasePeripheral } from 'rp2040js';

const SETUP_0 = 0x04;
const SETUP_1 = 0x08;
const CTRL = 0x0c;
const IRQ_SETUP_0 = 0x10;
const IRQ_SETUP_1 = 0x14;
const RTC_1 = 0x18;
const RTC_0 = 0x1c;
const INTR = 0x20;
const INTE = 0x24;
const INTF = 0x28;
const INTS = 0x2c;
const ENABLE = 1;
const ACTIVE = 2;
const LOAD = 0x10;
const MATCH_ENABLE = 1 << 28;
const MATCH_ACTIVE = 1 << 29;
const RTC_IRQ = 25;
const SECOND = 1e9;
// Fields an alarm may compare: the enable bit in its register, the field's shift and mask.
const MATCHES_0 = [[26, 12, 0xfff], [25, 8, 0xf], [24, 0, 0x1f]];
const MATCHES_1 = [[31, 24, 0x7], [30, 16, 0x1f], [29, 8, 0x3f], [28, 0, 0x3f]];

/** RTC: counts from the date loaded; its alarm interrupts while the date matches. */
export class Rtc extends BasePeripheral {
  #registers = new Map();
  #startedAt = 0;
  #date = Date.UTC(2021, 0, 1);
  #running = false;
  #matching = false;
  #tick;

  constructor(mcu) {
    super(mcu, 'RTC');
    this.#tick = mcu.clock.createAlarm(() => this.#second());
  }

  readUint32(offset) {
    switch (offset) {
      case CTRL:
        return this.#running ? ENABLE | ACTIVE : 0;
      case IRQ_SETUP_0:
        return this.#get(offset) & MATCH_ENABLE ? this.#get(offset) | MATCH_ACTIVE : this.#get(offset);
      case RTC_1:
        return this.#yearMonthDay();
      case RTC_0:
        return this.#weekdayTime();
      case INTR:
        return this.#matching ? 1 : 0;
      case INTS:
        return this.#interrupting() ? 1 : 0;
      default:
        return this.#get(offset);
    }
  }

  writeUint32(offset, value) {
    if (offset === CTRL) this.#control(value);
    else this.#registers.set(offset, offset === IRQ_SETUP_0 ? value & ~MATCH_ACTIVE : value);
    if ([IRQ_SETUP_0, IRQ_SETUP_1, INTE, INTF, CTRL].includes(offset)) this.#compare();
  }

  #get(offset) {
    return this.#registers.get(offset) ?? 0;
  }

  #control(value) {
    if (value & LOAD) this.#load();
    this.#running = (value & ENABLE) !== 0;
    if (this.#running) this.#second();
    else this.#tick.cancel();
  }

  #load() {
    const day = this.#get(SETUP_0);
    const time = this.#get(SETUP_1);
    this.#date = Date.UTC((day >> 12) & 0xfff, ((day >> 8) & 0xf) - 1, day & 0x1f,
      (time >> 16) & 0x1f, (time >> 8) & 0x3f, time & 0x3f);
    this.#startedAt = this.rp2040.clock.nanos;
  }

  #now() {
    const seconds = Math.floor((this.rp2040.clock.nanos - this.#startedAt + 1) / SECOND);
    return new Date(this.#date + (this.#running ? seconds : 0) * 1000);
  }

  #yearMonthDay() {
    const now = this.#now();
    return (now.getUTCFullYear() << 12) | ((now.getUTCMonth() + 1) << 8) | now.getUTCDate();
  }

  #weekdayTime() {
    const now = this.#now();
    const time = (now.getUTCHours() << 16) | (now.getUTCMinutes() << 8) | now.getUTCSeconds();
    return (now.getUTCDay() << 24) | time;
  }

  #second() {
    const since = this.rp2040.clock.nanos - this.#startedAt + 1;
    this.#tick.schedule(SECOND - (since % SECOND));
    this.#compare();
  }

  #compare() {
    this.#matching = this.#running && (this.#get(IRQ_SETUP_0) & MATCH_ENABLE) !== 0
      && same(MATCHES_0, this.#get(IRQ_SETUP_0), this.#yearMonthDay())
      && same(MATCHES_1, this.#get(IRQ_SETUP_1), this.#weekdayTime());
    this.rp2040.setInterrupt(RTC_IRQ, this.#interrupting());
  }

  #interrupting() {
    return Boolean((this.#matching && this.#get(INTE) & 1) || this.#get(INTF) & 1);
  }
}

function same(fields, wanted, actual) {
  return fields.every(([enable, shift, mask]) =>
    !((wanted >>> enable) & 1) || ((wanted >> shift) & mask) === ((actual >> shift) & mask));
}
