// The ways in which firmware resets its chip: watchdog (bitten or forced) and the core's own request.

const WATCHDOG = 0x40058;
const AIRCR = 0xd0c;
const SYSRESETREQ = 4;
const FORCED = 2;
const KEY = 0x05fa;

/** Stops the chip and tells its events.reset(cause); scratch and reason live in what is kept. */
export function watchReset(chip) {
  const { mcu, kept } = chip;
  const watchdog = mcu.peripherals[WATCHDOG];
  watchdog.scratchData = kept.scratch;
  watchdog.reason = kept.reason;
  watchdog.onWatchdogTrigger = () => {
    // Without this the alarm arms itself again at no distance and time stands still.
    watchdog.alarm.enable = false;
    kept.reason = watchdog.reason;
    chip.stop();
    chip.events.reset(watchdog.reason & FORCED ? 'chip' : 'watchdog');
  };
  const write = mcu.ppb.writeUint32.bind(mcu.ppb);
  mcu.ppb.writeUint32 = (offset, value) => {
    if (offset !== AIRCR) {
      write(offset, value);
      return;
    }
    if (value >>> 16 !== KEY || !(value & SYSRESETREQ)) return;
    chip.stop();
    chip.events.reset('sysreset');
  };
}
