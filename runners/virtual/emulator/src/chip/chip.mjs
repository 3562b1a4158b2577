// One RP2040 from a reset to the next: rp2040js's chip with the blocks replaced that it lacks. What outlives a
// reset (flash, SRAM, scratch and reason registers) is handed in.
import { RP2040 } from 'rp2040js';
import { CycleClock } from '../cpu/clock.mjs';
import { run, tame } from '../cpu/core.mjs';
import { watchFaults } from '../cpu/fault.mjs';
import { Thumb } from '../cpu/thumb.mjs';
import { wireBus } from '../i2c/bus.mjs';
import { resetController } from '../i2c/controller.mjs';
import { Pins } from '../pins/pins.mjs';
import { mendPwm } from '../pins/pwm.mjs';
import { boot } from './boot.mjs';
import { DormantMode } from './dormant.mjs';
import { IoQspi, releaseBootsel } from './ioqspi.mjs';
import { Resets, RESET_BIT } from './resets.mjs';
import { Rtc } from './rtc.mjs';
import { cacheControl, chipReset, ringOscillator } from './smallblocks.mjs';
import { Ssi } from './ssi.mjs';
import { UartInput } from './uartinput.mjs';
import { watchReset } from './reset.mjs';

const THERMOMETER = 4; // the ADC's channel
const ROOM = 876; // 0.706 V of 3.3: 27 degrees (RP2040 datasheet 4.9.5)
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * `kept`: {sram, blocks, scratch, reason, chipReset}. `events`: reset(cause), bootsel(), uart(byte), stuck(what, pc,
 * text). `usbReset` is called when the USB block goes into reset.
 */
export class Chip {
  constructor({ nor, kept, rom, events, i2c, pullUps }) {
    this.clock = new CycleClock();
    this.mcu = new RP2040(this.clock);
    this.core = this.mcu.core;
    this.stopped = false;
    this.events = events;
    this.kept = kept;
    this.nor = nor;
    this.#assemble();
    this.pins = new Pins(this.mcu);
    wireBus(this, i2c, pullUps);
    rom.install(this);
    const wakeable = tame(this.core);
    const dormant = new DormantMode(this.mcu);
    this.wakeable = () => (dormant.isAsleep ? dormant.wakes() : wakeable());
    watchFaults(this);
    this.thumb = new Thumb(this);
    this.mcu.addClockListener((hertz) => this.clock.setFrequency(hertz));
  }

  /** Starts as the ROM does; false when it went to BOOTSEL instead. */
  boot() {
    const { core, kept, nor } = this;
    return boot(core, kept.sram, nor.bytes, kept.scratch);
  }

  run(until) {
    run(this, until);
  }

  /** No instruction after this one. */
  stop() {
    this.stopped = true;
    this.clock.stop();
  }

  #assemble() {
    const { mcu, kept, nor } = this;
    mcu.logger = SILENT;
    replaceMemory(mcu, nor.bytes, kept.sram);
    const ssi = new Ssi(mcu, nor);
    this.rtc = new Rtc(mcu);
    Object.assign(mcu.peripherals, {
      0x14000: cacheControl(mcu),
      0x18000: ssi,
      0x4000c: new Resets(mcu, new Map([
        [RESET_BIT.I2C0, () => resetController(mcu.i2c[0])],
        [RESET_BIT.I2C1, () => resetController(mcu.i2c[1])],
        [RESET_BIT.USBCTRL, () => this.usbReset?.()],
      ])),
      0x40018: new IoQspi(mcu, (level) => ssi.select(level)),
      0x4005c: this.rtc,
      0x40060: ringOscillator(mcu),
      0x40064: chipReset(mcu, kept.chipReset),
    });
    releaseBootsel(mcu);
    mendPwm(mcu.pwm);
    mcu.adc.channelValues[THERMOMETER] = ROOM;
    watchReset(this);
    this.uartInput = new UartInput(mcu.uart[0], this.clock);
    mcu.uart[0].onByte = (byte) => this.events.uart(byte);
  }
}

function replaceMemory(mcu, flash, sram) {
  mcu.flash = flash;
  mcu.flash16 = new Uint16Array(flash.buffer);
  mcu.flashView = new DataView(flash.buffer);
  mcu.sram = sram;
  mcu.sramView = new DataView(sram.buffer);
}
