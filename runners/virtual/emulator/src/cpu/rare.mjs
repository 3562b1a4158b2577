// Instructions that are not on the fast path: high registers, stack, extension, system (ARMv6-M A5.2.3 to A5.3).
import { subtract } from './arithmetic.mjs';
import { FAULT } from './memory.mjs';
import { CYCLES, PC } from './state.mjs';

const SP = 13;
const LR = 14;

/** 010001xx: ADD, CMP, MOV with high registers, BX, BLX. */
export function highRegisters(cpu, opcode) {
  const { words, core } = cpu;
  const from = (opcode >> 3) & 15;
  const at = ((opcode >> 4) & 8) | (opcode & 7);
  const value = from === PC ? words[PC] + 2 : words[from];
  switch ((opcode >> 8) & 3) {
    case 0:
      put(words, at, (at === PC ? words[PC] + 2 : words[at]) + value);
      break;
    case 1:
      subtract(words, words[at], value);
      break;
    case 2:
      put(words, at, value);
      break;
    default:
      words[CYCLES]++;
      if (!(opcode & 0x80)) {
        core.BXWritePC(value >>> 0);
        break;
      }
      words[LR] = words[PC] | 1;
      words[PC] = value & ~1;
  }
}

function put(words, at, value) {
  if (at === PC) words[CYCLES]++;
  words[at] = at === PC ? value & ~1 : at === SP ? value & ~3 : value;
}

/** 1011xxxx: stack pointer, extension, PUSH, POP, REV, CPS, BKPT, hints. */
export function miscellaneous(cpu, opcode) {
  const { words } = cpu;
  switch ((opcode >> 8) & 15) {
    case 0:
      words[SP] += (opcode & 0x80 ? -4 : 4) * (opcode & 0x7f);
      break;
    case 2:
      extend(words, opcode);
      break;
    case 4:
    case 5:
      push(cpu, opcode);
      break;
    case 6:
      maskInterrupts(cpu, opcode);
      break;
    case 10:
      reverseBytes(words, opcode);
      break;
    case 12:
    case 13:
      pop(cpu, opcode);
      break;
    case 14:
      breakpoint(cpu, opcode);
      break;
    case 15:
      hint(cpu.core, opcode);
      break;
    default:
      throw FAULT;
  }
}

function extend(words, opcode) {
  const value = words[(opcode >> 3) & 7];
  const at = opcode & 7;
  switch ((opcode >> 6) & 3) {
    case 0:
      words[at] = (value << 16) >> 16;
      break;
    case 1:
      words[at] = (value << 24) >> 24;
      break;
    case 2:
      words[at] = value & 0xffff;
      break;
    default:
      words[at] = value & 0xff;
  }
}

function reverseBytes(words, opcode) {
  const value = words[(opcode >> 3) & 7];
  const halves = ((value & 0xff00ff) << 8) | ((value >>> 8) & 0xff00ff);
  const kind = (opcode >> 6) & 3;
  if (kind === 2) throw FAULT;
  if (kind === 0) words[opcode & 7] = (halves << 16) | (halves >>> 16);
  else words[opcode & 7] = kind === 1 ? halves : (halves << 16) >> 16;
}

function push(cpu, opcode) {
  const { words, memory } = cpu;
  let address = words[SP];
  if (opcode & 0x100) memory.store32((address -= 4), words[LR]);
  for (let register = 7; register >= 0; register--) {
    if (opcode & (1 << register)) memory.store32((address -= 4), words[register]);
  }
  words[CYCLES] += (words[SP] - address) >> 2;
  words[SP] = address;
}

function pop(cpu, opcode) {
  const { words, memory, core } = cpu;
  let address = words[SP];
  for (let register = 0; register < 8; register++) {
    if (opcode & (1 << register)) {
      words[register] = memory.load32(address);
      address += 4;
    }
  }
  words[CYCLES] += (address - words[SP]) >> 2;
  words[SP] = address;
  if (!(opcode & 0x100)) return;
  words[SP] = address + 4;
  words[CYCLES] += 3;
  const target = memory.load32(address);
  if ((target >>> 28) === 15) core.BXWritePC(target >>> 0);
  else words[PC] = target & ~1;
}

function maskInterrupts({ core }, opcode) {
  if ((opcode & 0xffef) !== 0xb662) throw FAULT;
  core.PM = (opcode & 0x10) !== 0;
  if (!core.PM) core.interruptsUpdated = true;
}

function breakpoint({ core, mcu }, opcode) {
  core.breakRewind = 2;
  mcu.onBreak(opcode & 0xff);
}

function hint(core, opcode) {
  const kind = (opcode >> 4) & 15;
  if (kind === 3) core.waiting = true;
  else if (kind === 4) core.eventRegistered = true;
  else if (kind === 2) {
    core.waiting = !core.eventRegistered;
    core.eventRegistered = false;
  }
}

/** LDM and STM. */
export function loadMany(cpu, opcode) {
  const { words, memory } = cpu;
  const base = (opcode >> 8) & 7;
  let address = words[base];
  for (let register = 0; register < 8; register++) {
    if (opcode & (1 << register)) {
      words[register] = memory.load32(address);
      address += 4;
      words[CYCLES]++;
    }
  }
  if (!(opcode & (1 << base))) words[base] = address;
}

export function storeMany(cpu, opcode) {
  const { words, memory } = cpu;
  const base = (opcode >> 8) & 7;
  let address = words[base];
  for (let register = 0; register < 8; register++) {
    if (opcode & (1 << register)) {
      memory.store32(address, words[register]);
      address += 4;
      words[CYCLES]++;
    }
  }
  words[base] = address;
}

/** 32-bit instructions but BL: barriers, MRS, MSR; UDF and all else fault. */
export function wide({ words, core }, opcode, second) {
  words[PC] += 2;
  words[CYCLES] += 2;
  if (opcode === 0xf3bf && (second & 0xff00) === 0x8f00) return;
  if (opcode === 0xf3ef && (second & 0xf000) === 0x8000) {
    words[(second >> 8) & 15] = core.readSpecialRegister(second & 0xff);
  } else if ((opcode & 0xfff0) === 0xf380 && (second & 0xff00) === 0x8800) {
    core.writeSpecialRegister(second & 0xff, words[opcode & 15] >>> 0);
  } else {
    words[PC] -= 2;
    throw FAULT;
  }
}

/** 1101111x: SVC and UDF. */
export function supervisor(cpu, opcode) {
  if (!(opcode & 0x100)) {
    breakpoint(cpu, opcode);
    return;
  }
  cpu.core.pendingSVCall = true;
  cpu.core.interruptsUpdated = true;
}
