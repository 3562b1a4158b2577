// One board: power, reset line, its chip from reset to reset, and the host at the other end of its cable.
import { Blocks } from '../cpu/blocks.mjs';
import { Chip } from '../chip/chip.mjs';
import { FlashFile } from '../flash/flashfile.mjs';
import { NorFlash } from '../flash/nor.mjs';
import { UsbHost } from '../usb/host.mjs';
import { boardConfig } from './config.mjs';
import { Pace } from './pace.mjs';
import { Reports } from './reports.mjs';

const SRAM_BYTES = 264 * 1024;
const HAD_POWER_ON = 1 << 8;
const HAD_RUN = 1 << 16;
const TIMER = 1; // the watchdog's REASON: the boot ROM starts what it has been given by the watchdog's timer

/** A board that plays what the rack says. `send(type, payload)` carries its frames. */
export class Board {
  #reports;
  #config;
  #flash;
  #nor;
  #kept;
  #chip;
  #host;
  #whole = true;
  #pace = new Pace();
  #pendingReset;
  #levels = new Map();

  constructor(send) {
    this.#reports = new Reports(send);
  }

  /** Power on with this configuration; a board that was on loses power first. */
  powerOn(configuration) {
    this.powerOff();
    this.#config = boardConfig(configuration);
    this.#flash = new FlashFile(this.#config.flash, this.#config.flashBytes);
    this.#nor = new NorFlash(this.#flash, this.#config.uid, (offset, length) => {
      this.#kept.blocks.flashChanged(offset, length);
      this.#host?.disk?.flashChanged(offset, length);
    });
    const sram = new Uint8Array(SRAM_BYTES);
    const blocks = new Blocks(this.#flash.bytes, sram);
    const reason = this.#config.afterBootsel ? TIMER : 0;
    this.#kept = { sram, blocks, scratch: new Uint32Array(8), reason, chipReset: HAD_POWER_ON };
    this.#pace = new Pace();
    this.#start('power');
  }

  /** Power off: everything but the flash file is lost. */
  powerOff() {
    this.#dropChip();
    this.#flash?.close();
    this.#flash = undefined;
  }

  /** The RUN pin goes low and high. */
  pulseRun() {
    if (!this.#flash) return;
    this.#dropChip();
    this.#flash.reload();
    this.#kept.blocks.clear();
    this.#kept.scratch.fill(0);
    Object.assign(this.#kept, { reason: 0, chipReset: HAD_RUN });
    this.#start('run');
  }

  joinData(whole) {
    this.#whole = whole;
    this.#host?.wire.join(whole);
  }

  serial(bytes) {
    this.#host?.cdc?.send(Buffer.from(bytes));
  }

  uart(bytes) {
    this.#chip?.uartInput.receive(bytes);
  }

  openPort(isOpen) {
    this.#host?.cdc?.open(isOpen);
  }

  lineCoding(baud) {
    this.#host?.cdc?.baud(baud);
  }

  writeDisk(lba, bytes) {
    if (this.#host?.disk) this.#host.disk.write(lba, Buffer.from(bytes));
    else this.#reports.written(lba, Math.floor(bytes.length / 512), false);
  }

  flushDisk() {
    this.#host?.disk?.flush();
  }

  /** What is outside stays over all resets. */
  pinLevel(pin, level) {
    this.#levels.set(pin, level);
    this.#chip?.pins.drive(pin, level);
  }

  /** Runs for a share of wall time; gives the milliseconds until it can go on, 0 = at once, Infinity = never. */
  slice(wallMillis) {
    if (!this.#chip) return Infinity;
    const wait = this.#pace.run(this.#chip, wallMillis);
    this.#reports.time(this.#pace.nanos, this.#chip && !this.#chip.core.waiting);
    if (this.#pendingReset) this.#restart();
    return this.#chip ? wait : Infinity;
  }

  #restart() {
    const cause = this.#pendingReset;
    this.#pendingReset = undefined;
    this.#dropChip();
    if (cause !== 'bootsel') this.#start(cause);
    else this.#reports.bootsel(this.#pace.nanos);
  }

  #start(cause) {
    this.#reports.starts(cause, this.#pace.nanos);
    const chip = new Chip({ nor: this.#nor, kept: this.#kept, rom: this.#config.rom, i2c: this.#config.i2c,
      pullUps: this.#config.pullUps, events: this.#chipEvents() });
    if (!chip.boot()) {
      this.#reports.bootsel(this.#pace.nanos);
      return;
    }
    this.#chip = chip;
    for (const [pin, level] of this.#levels) chip.pins.drive(pin, level);
    this.#pace.follow(chip);
    this.#host = new UsbHost(chip.mcu, this.#hostEvents());
    chip.usbReset = () => this.#host.wire.powerDown();
    if (!this.#whole) this.#host.wire.join(false);
  }

  #chipEvents() {
    return {
      reset: (cause) => { this.#pendingReset ??= cause; },
      bootsel: () => { this.#pendingReset ??= 'bootsel'; },
      uart: (byte) => this.#reports.uart(byte),
      stuck: (what, pc, text) => this.#reports.stuck(what, pc, text),
    };
  }

  #hostEvents() {
    const reports = this.#reports;
    const now = () => this.#pace.nanos;
    return {
      enumerated: (description) => reports.enumerated(description, now()),
      gone: () => reports.gone(now()),
      received: (bytes) => reports.received(bytes, now()),
      taken: (count) => reports.taken(count),
      canReceive: () => reports.room,
      contents: (lba, bytes) => reports.contents(lba, bytes),
      written: (lba, blocks, ok) => reports.written(lba, blocks, ok),
      diskTrouble: (text) => reports.log(text),
      flash: () => this.#flash.bytes,
    };
  }

  #dropChip() {
    const chip = this.#chip;
    if (!chip) return;
    this.#chip = undefined;
    this.#pendingReset = undefined;
    this.#pace.leave();
    this.#host.detached();
    this.#host = undefined;
    chip.stop();
  }
}
