// Turns a run of Thumb instructions into the text of a JavaScript function: registers and flags in its variables, no
// fetching or decoding, constants folded. What it does not know ends the run and is left to the interpreter.
import { alu, compareHigh, conditionText, moveHigh, shift } from './translatealu.mjs';
import { literal, loadOrStore, many, stack } from './translatememory.mjs';
import { special } from './translatesystem.mjs';
import { againText } from './waiting.mjs';

const MAX_INSTRUCTIONS = 64;
const LR = 14;
/** Stands where a loop begins again. */
const AGAIN = '/*again*/';

/** One run being translated: its text, the addresses it covers, and where it goes on. */
export class Run {
  /** `fetch(address)` gives a halfword, or undefined where the run must not go. */
  constructor(start, fetch, literal) {
    this.start = start;
    this.fetch = fetch;
    this.literal = literal;
    this.lines = [];
    this.covered = [];
    this.cycles = 0;
    this.pc = start;
    this.ended = false;
    this.loops = false;
    this.returnsTo = undefined;
    this.#visit();
  }

  /** A line of text. */
  emit(text) {
    this.lines.push(text);
  }

  /** Time passes. */
  spend(cycles) {
    this.cycles += cycles;
  }

  /** What to do to go to an address (an expression) now. */
  leave(target) {
    return `w[19]+=${this.cycles};pc=${target};break out;`;
  }

  /** To a known address: the beginning of this run is a loop, for as long as the core may run. */
  goTo(target) {
    if (target !== this.start) return this.leave(target);
    this.loops = true;
    return `w[19]+=${this.cycles};if(w[19]<w[20]&&w[21]===0&&w[22]===0){${AGAIN}continue top;}pc=${target};break out;`;
  }

  /** The interpreter takes over at this instruction. */
  bail(at) {
    return `w[19]+=${this.cycles};pc=${at};bail=true;break out;`;
  }

  /** Ends here, after what was emitted. */
  end(text) {
    this.emit(text);
    this.ended = true;
  }

  /** Goes on at another address within this run where it may, else leaves. */
  follow(target) {
    const seen = this.covered.includes(target);
    if (target === this.start || seen || this.fetch(target) === undefined) this.end(this.goTo(target));
    else this.pc = target;
  }

  #visit() {
    while (!this.ended) {
      const at = this.pc;
      const opcode = this.fetch(at);
      if (opcode === undefined || this.covered.length >= MAX_INSTRUCTIONS || this.covered.includes(at)) {
        this.end(this.goTo(at));
        return;
      }
      this.pc = at + 2;
      this.cycles++;
      if (translate(this, at, opcode)) this.covered.push(at);
      else {
        this.cycles--;
        this.end(this.bail(at));
      }
    }
  }
}

/** The function's text: (w: state words, m: memory) -> true when the interpreter must do the next instruction. */
export function functionText(run) {
  const lines = run.lines.join('\n');
  const registers = Array.from({ length: 15 }, (_, index) => index).filter((index) => lines.includes(`r${index}_`));
  const load = registers.map((index) => `r${index}_=w[${index}]`).concat('nz=w[16],c=w[17],v=w[18],pc=0,a=0,b=0,i=0,t=0,bail=false');
  const save = registers.map((index) => `w[${index}]=r${index}_;`).join('');
  const again = againText(registers, lines);
  const body = lines.replaceAll(AGAIN, again.text);
  const whole = run.loops ? `${again.before}top:for(;;){${body}}` : body;
  return `"use strict";return function(w,m){const ram8=m.ram8,ram16=m.ram16,ram32=m.ram32;let ${load.join(',')};
out:{${whole}}
${save}w[16]=nz;w[17]=c;w[18]=v;w[15]=pc;return bail;}`;
}

function translate(run, at, opcode) {
  const top = opcode >>> 11;
  if (top <= 2) return shift(run, opcode);
  if (top <= 8) return top === 8 ? registerGroup(run, at, opcode) : alu(run, opcode);
  if (top === 9) return literalLoad(run, at, opcode);
  if (top <= 19) return loadOrStore(run, at, opcode);
  if (top <= 21) return address(run, at, opcode);
  if (top <= 23) return stack(run, at, opcode);
  if (top <= 25) return many(run, at, opcode);
  if (top <= 27) return conditional(run, at, opcode);
  if (top === 28) return branch(run, at, opcode);
  return top === 30 && branchLink(run, at, opcode);
}

function registerGroup(run, at, opcode) {
  if (!(opcode & 0x400)) return alu(run, opcode);
  const from = (opcode >> 3) & 15;
  const to = ((opcode >> 4) & 8) | (opcode & 7);
  const kind = (opcode >> 8) & 3;
  if (kind === 3) return exchange(run, at, opcode, from);
  const value = from === 15 ? `${at + 4}` : `r${from}_`;
  if (to === 15) return kind === 2 && jump(run, value);
  return kind === 1 ? compareHigh(run, to, value) : moveHigh(run, to, value, kind === 0);
}

/** MOV to the program counter: the tables of a switch. */
function jump(run, value) {
  run.spend(1);
  run.end(run.leave(`${value}&~1`));
  return true;
}

/** BX and BLX. A return to where this run called from goes on in it. */
function exchange(run, at, opcode, from) {
  if (from === 15) return false;
  run.spend(1);
  if (opcode & 0x80) {
    run.emit(`t=r${from}_;r14_=${(at + 2) | 1};`);
    run.end(run.leave('t&~1'));
    return true;
  }
  run.emit(`if((r${from}_>>>28)===15){w[19]-=2;${run.bail(at)}}`);
  if (from !== LR || run.returnsTo === undefined) {
    run.end(run.leave(`r${from}_&~1`));
    return true;
  }
  const known = run.returnsTo;
  run.returnsTo = undefined;
  run.emit(`if(r14_!==${known | 1}){${run.leave('r14_&~1')}}`);
  run.follow(known);
  return true;
}

function literalLoad(run, at, opcode) {
  const from = ((at + 4) & ~3) + ((opcode & 0xff) << 2);
  const value = run.literal(from);
  const to = (opcode >> 8) & 7;
  run.spend(1);
  run.emit(value === undefined ? literal(to, from, at) : `r${to}_=${value};`);
  return true;
}

function address(run, at, opcode) {
  const offset = (opcode & 0xff) << 2;
  const to = (opcode >> 8) & 7;
  run.emit(opcode >>> 11 === 20 ? `r${to}_=${((at + 4) & ~3) + offset};` : `r${to}_=(r13_+${offset})|0;`);
  return true;
}

function conditional(run, at, opcode) {
  const condition = (opcode >> 8) & 15;
  if (condition >= 14) return false;
  const target = at + 4 + ((opcode << 24) >> 23);
  run.spend(1);
  run.emit(`if(${conditionText(condition)}){${run.goTo(target)}}`);
  run.spend(-1);
  return true;
}

function branch(run, at, opcode) {
  run.spend(1);
  run.follow(at + 4 + ((opcode << 21) >> 20));
  return true;
}

function branchLink(run, at, opcode) {
  const second = run.fetch(at + 2);
  if (second === undefined) return false;
  if ((second & 0xd000) !== 0xd000) return special(run, at, opcode, second);
  const sign = (opcode << 21) >> 31;
  const first = ~((second >> 13) ^ sign) & 1;
  const other = ~((second >> 11) ^ sign) & 1;
  const offset = (sign << 24) | (first << 23) | (other << 22) | ((opcode & 0x3ff) << 12) | ((second & 0x7ff) << 1);
  run.spend(2);
  run.covered.push(at + 2);
  run.emit(`r14_=${(at + 4) | 1};`);
  run.returnsTo = at + 4;
  run.follow(at + 4 + offset);
  return true;
}
