// Text for the core's own registers: PRIMASK by CPS, MRS and MSR, IPSR by MRS, and barriers. Firmware masks interrupts
// around every few instructions; what may let one in ends the run, so that it is taken there.

const BARRIER = 0xf3bf;
const MRS = 0xf3ef;
const MSR = 0xf380;
const PRIMASK = 0x10;
const IPSR = 0x05;
const ATTENTION = 'w[21]=1;';

/** CPSID and CPSIE. */
export function interruptMask(run, at, opcode) {
  if (opcode === 0xb672) {
    run.emit('m.core.PM=true;');
    return true;
  }
  if (opcode !== 0xb662) return false;
  run.end(`m.core.PM=false;${ATTENTION}${run.leave(at + 2)}`);
  return true;
}

/** 32-bit instructions but BL. */
export function special(run, at, opcode, second) {
  const text = textOf(run, at, opcode, second);
  if (text === undefined) return false;
  run.covered.push(at + 2);
  run.pc = at + 4;
  return true;
}

function textOf(run, at, opcode, second) {
  const index = second & 0xff;
  const read = { [PRIMASK]: 'm.core.PM?1:0', [IPSR]: 'm.core.IPSR|0' }[index];
  if (opcode === BARRIER && (second & 0xff00) === 0x8f00) run.spend(2);
  else if (opcode === MRS && (second & 0xf000) === 0x8000 && ((second >> 8) & 15) < 13 && read) {
    run.spend(2);
    run.emit(`r${(second >> 8) & 15}_=${read};`);
  } else if ((opcode & 0xfff0) === MSR && (opcode & 15) < 13 && second === (0x8800 | PRIMASK)) {
    run.spend(2);
    run.end(`m.core.PM=(r${opcode & 15}_&1)!==0;${ATTENTION}${run.leave(at + 4)}`);
  } else return undefined;
  return true;
}
