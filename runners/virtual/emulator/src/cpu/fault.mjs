// Hard faults and lockup of the core (ARMv6-M B1.5.6), which rp2040js does not raise.

const HARD_FAULT = 3;
const NMI = 2;
const HANDLER_NANOS = 100_000_000;
const ROM_END = 0x4000;

/** Teaches a chip's core to fault; `chip.fault(pc)` raises one for the instruction at pc. */
export function watchFaults(chip) {
  const { core, mcu, clock } = chip;
  let faultedAt = 0;
  const patience = clock.createAlarm(() => {
    if (core.IPSR !== HARD_FAULT) return;
    chip.events.stuck('hardfault', faultedAt, `the hard fault handler did not end within 100 ms; it is at ${hex(core.PC)}`);
  });
  chip.fault = (pc) => {
    if (core.IPSR === HARD_FAULT || core.IPSR === NMI) {
      lockUp(chip, pc, faultedAt);
      return;
    }
    faultedAt = pc;
    core.PC = pc;
    core.exceptionEntry(HARD_FAULT);
    patience.schedule(HANDLER_NANOS);
  };
  mcu.onBreak = (code) => {
    const at = core.PC - 2;
    if (at < ROM_END && chip.romCall) chip.romCall(code);
    else chip.fault(at);
  };
}

function lockUp(chip, pc, faultedAt) {
  chip.core.waiting = true;
  chip.wakeable = () => false;
  chip.events.stuck('lockup', faultedAt, `a second fault at ${hex(pc)} in the handler of the first; only a reset helps`);
}

function hex(value) {
  return `0x${(value >>> 0).toString(16)}`;
}
