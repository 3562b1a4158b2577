// Text for loads, stores and the stack. Loads from RAM are written out; all else goes to memory.mjs. Before an access
// that may fault the program counter is put where the fault is told from.

import { interruptMask } from './translatesystem.mjs';

const SIZES = { 4: ['ram32', 2, 'load32'], 2: ['ram16', 1, 'load16'], 1: ['ram8', 0, 'load8'] };
const RAM_BYTES = 0x42000;

function load(to, address, size, at, extend = '') {
  const [array, places, method] = SIZES[size];
  const aligned = size === 1 ? '' : `&&(i&${size - 1})===0`;
  return `a=${address};i=(a-0x20000000)>>>0;if(i<${RAM_BYTES}${aligned})r${to}_=${array}[i>>>${places}];`
    + `else{w[15]=${at + 2};r${to}_=m.${method}(a);}${extend}`;
}

function store(value, address, size, at) {
  return `w[15]=${at + 2};m.store${8 * size}(${address},${value});`;
}

function extended(to, bits) {
  return `r${to}_=(r${to}_<<${32 - bits})>>${32 - bits};`;
}

/** A constant that lies where it may be stored to. */
export function literal(to, from, at) {
  return load(to, `${from}`, 4, at);
}

/** The forms 0101 to 1001: by register, by number, by stack pointer. */
export function loadOrStore(run, at, opcode) {
  const kind = opcode >>> 11;
  run.spend(1);
  if (kind <= 11) byRegister(run, at, opcode);
  else if (kind >= 18) byStack(run, at, opcode);
  else byNumber(run, at, opcode);
  return true;
}

function byRegister(run, at, opcode) {
  const address = `(r${(opcode >> 3) & 7}_+r${(opcode >> 6) & 7}_)|0`;
  const to = opcode & 7;
  const texts = [
    () => store(`r${to}_`, address, 4, at),
    () => store(`r${to}_`, address, 2, at),
    () => store(`r${to}_`, address, 1, at),
    () => load(to, address, 1, at, extended(to, 8)),
    () => load(to, address, 4, at),
    () => load(to, address, 2, at),
    () => load(to, address, 1, at),
    () => load(to, address, 2, at, extended(to, 16)),
  ];
  run.emit(texts[(opcode >> 9) & 7]());
}

function byNumber(run, at, opcode) {
  const size = { 6: 4, 7: 1, 8: 2 }[opcode >>> 12];
  const offset = ((opcode >> 6) & 31) * size;
  const address = `(r${(opcode >> 3) & 7}_+${offset})|0`;
  const to = opcode & 7;
  run.emit(opcode & 0x800 ? load(to, address, size, at) : store(`r${to}_`, address, size, at));
}

function byStack(run, at, opcode) {
  const address = `(r13_+${(opcode & 0xff) << 2})|0`;
  const to = (opcode >> 8) & 7;
  run.emit(opcode & 0x800 ? load(to, address, 4, at) : store(`r${to}_`, address, 4, at));
}

/** 1011xxxx: stack pointer, extension, PUSH, POP, byte order, no operation. */
export function stack(run, at, opcode) {
  switch ((opcode >> 8) & 15) {
    case 0:
      run.emit(`r13_=(r13_+${(opcode & 0x80 ? -4 : 4) * (opcode & 0x7f)})|0;`);
      return true;
    case 2:
      return extension(run, opcode);
    case 4:
    case 5:
      return push(run, at, opcode);
    case 6:
      return interruptMask(run, at, opcode);
    case 10:
      return byteOrder(run, opcode);
    case 12:
    case 13:
      return pop(run, at, opcode);
    default:
      return opcode === 0xbf00;
  }
}

function extension(run, opcode) {
  const from = `r${(opcode >> 3) & 7}_`;
  const texts = [`(${from}<<16)>>16`, `(${from}<<24)>>24`, `${from}&65535`, `${from}&255`];
  run.emit(`r${opcode & 7}_=${texts[(opcode >> 6) & 3]};`);
  return true;
}

function byteOrder(run, opcode) {
  const kind = (opcode >> 6) & 3;
  if (kind === 2) return false;
  const from = `r${(opcode >> 3) & 7}_`;
  run.emit(`t=((${from}&0xff00ff)<<8)|((${from}>>>8)&0xff00ff);`);
  const texts = ['(t<<16)|(t>>>16)', 't', undefined, '(t<<16)>>16'];
  run.emit(`r${opcode & 7}_=${texts[kind]};`);
  return true;
}

function listed(opcode) {
  return [0, 1, 2, 3, 4, 5, 6, 7].filter((register) => opcode & (1 << register));
}

function push(run, at, opcode) {
  const registers = listed(opcode).concat(opcode & 0x100 ? [14] : []);
  const room = 4 * registers.length;
  registers.forEach((register, index) => {
    run.emit(store(`r${register}_`, `(r13_-${room - 4 * index})|0`, 4, at));
  });
  run.emit(`r13_=(r13_-${room})|0;`);
  run.spend(registers.length);
  return true;
}

function pop(run, at, opcode) {
  const registers = listed(opcode);
  const room = 4 * registers.length;
  if (opcode & 0x100) {
    // A return from an exception is the interpreter's: seen before anything is taken off the stack.
    run.emit(`w[15]=${at + 2};t=m.load32((r13_+${room})|0);if((t>>>28)===15){w[19]-=1;${run.bail(at)}}`);
  }
  registers.forEach((register, index) => run.emit(load(register, `(r13_+${4 * index})|0`, 4, at)));
  run.spend(registers.length);
  run.emit(`r13_=(r13_+${room + (opcode & 0x100 ? 4 : 0)})|0;`);
  if (opcode & 0x100) {
    run.spend(3);
    run.end(run.leave('t&~1'));
  }
  return true;
}

/** LDM and STM. */
export function many(run, at, opcode) {
  const registers = listed(opcode);
  const base = (opcode >> 8) & 7;
  const isLoad = opcode >>> 11 === 25;
  run.emit(`b=r${base}_;`);
  registers.forEach((register, index) => {
    const address = `(b+${4 * index})|0`;
    run.emit(isLoad ? load(register, address, 4, at) : store(`r${register}_`, address, 4, at));
  });
  if (!isLoad || !registers.includes(base)) run.emit(`r${base}_=(b+${4 * registers.length})|0;`);
  run.spend(registers.length);
  return true;
}
