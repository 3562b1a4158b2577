// A faster interpreter of the core's instructions (ARMv6-M A5) than rp2040js's chain of comparisons: the same state,
// interrupts and exceptions, but one jump by the opcode's upper bits and memory reached straight.
import { add, holds, operate, subtract } from './arithmetic.mjs';
import { FAULT, FLASH, Memory, RAM } from './memory.mjs';
import { highRegisters, loadMany, miscellaneous, storeMany, supervisor, wide } from './rare.mjs';
import { ATTENTION, CARRY, CYCLES, LIMIT, NZ, PC, shareState, WAITING } from './state.mjs';

const SP = 13;
const LR = 14;
const CORE_LOCAL = 0xd;

/** The core of one chip. */
export class Thumb {
  #chip;

  constructor(chip) {
    this.#chip = chip;
    this.core = chip.core;
    this.mcu = chip.mcu;
    this.words = shareState(chip.core, chip.clock);
    this.blocks = chip.kept.blocks;
    this.memory = new Memory(chip.mcu, this.blocks, this.words);
  }

  /** Runs until the cycle limit or until the core sleeps. */
  execute() {
    const { words } = this;
    try {
      this.#loop();
    } catch (problem) {
      if (problem !== FAULT) throw problem;
      this.#chip.fault((words[PC] - 2) >>> 0);
    }
  }

  /** One loop for all: a call for each instruction would cost more than the instruction. */
  #loop() {
    const { words, core, memory, blocks } = this;
    const { ram16, flash16, ramBytes, flashBytes } = memory;
    // Where the instruction after the last one lies, so that only targets of jumps are looked up.
    let following = -1;
    let single = false;
    do {
      if (words[ATTENTION] !== 0) core.checkForInterrupts();
      const pc = words[PC] & ~1;
      const inFlash = (pc - FLASH) >>> 0;
      const inRam = (pc - RAM) >>> 0;
      if (pc !== following && !single) {
        let block;
        if (inFlash < flashBytes) block = blocks.inFlash(inFlash);
        else if (inRam < ramBytes) block = blocks.inRam(inRam);
        if (block !== undefined) {
          single = block(words, memory);
          following = -1;
          continue;
        }
      }
      following = single ? -1 : pc + 2;
      single = false;
      words[PC] = pc + 2;
      let opcode;
      if (inFlash < flashBytes) opcode = flash16[inFlash >>> 1];
      else if (inRam < ramBytes) opcode = ram16[inRam >>> 1];
      else opcode = memory.slowLoad16(pc >>> 0);
      words[CYCLES]++;
      switch (opcode >>> 11) {
        case 0: {
          const value = words[(opcode >> 3) & 7];
          const by = (opcode >> 6) & 31;
          if (by !== 0) words[CARRY] = (value >>> (32 - by)) & 1;
          words[NZ] = words[opcode & 7] = value << by;
          break;
        }
        case 1: {
          const value = words[(opcode >> 3) & 7];
          const by = (opcode >> 6) & 31;
          words[CARRY] = (value >>> ((by - 1) & 31)) & 1;
          words[NZ] = words[opcode & 7] = by === 0 ? 0 : value >>> by;
          break;
        }
        case 2: {
          const value = words[(opcode >> 3) & 7];
          const by = (opcode >> 6) & 31;
          words[CARRY] = (value >>> ((by - 1) & 31)) & 1;
          words[NZ] = words[opcode & 7] = value >> (by === 0 ? 31 : by);
          break;
        }
        case 3: {
          const left = words[(opcode >> 3) & 7];
          const field = (opcode >> 6) & 7;
          const right = opcode & 0x400 ? field : words[field];
          words[opcode & 7] = opcode & 0x200 ? subtract(words, left, right) : add(words, left, right);
          break;
        }
        case 4:
          words[NZ] = words[(opcode >> 8) & 7] = opcode & 0xff;
          break;
        case 5:
          subtract(words, words[(opcode >> 8) & 7], opcode & 0xff);
          break;
        case 6:
          words[(opcode >> 8) & 7] = add(words, words[(opcode >> 8) & 7], opcode & 0xff);
          break;
        case 7:
          words[(opcode >> 8) & 7] = subtract(words, words[(opcode >> 8) & 7], opcode & 0xff);
          break;
        case 8:
          if (opcode & 0x400) highRegisters(this, opcode);
          else operate(words, opcode);
          break;
        case 9:
          words[CYCLES]++;
          words[(opcode >> 8) & 7] = memory.load32(((pc + 4) & ~3) + ((opcode & 0xff) << 2));
          break;
        case 10:
          this.#storeIndexed(opcode);
          break;
        case 11:
          this.#loadIndexed(opcode);
          break;
        case 12: {
          const address = words[(opcode >> 3) & 7] + ((opcode >> 4) & 0x7c);
          words[CYCLES] += busCycles(address, 4);
          memory.store32(address, words[opcode & 7]);
          break;
        }
        case 13: {
          const address = words[(opcode >> 3) & 7] + ((opcode >> 4) & 0x7c);
          words[CYCLES] += busCycles(address, 3);
          words[opcode & 7] = memory.load32(address);
          break;
        }
        case 14:
          words[CYCLES]++;
          memory.store8(words[(opcode >> 3) & 7] + ((opcode >> 6) & 31), words[opcode & 7]);
          break;
        case 15:
          words[CYCLES]++;
          words[opcode & 7] = memory.load8(words[(opcode >> 3) & 7] + ((opcode >> 6) & 31));
          break;
        case 16:
          words[CYCLES]++;
          memory.store16(words[(opcode >> 3) & 7] + ((opcode >> 5) & 0x3e), words[opcode & 7]);
          break;
        case 17:
          words[CYCLES]++;
          words[opcode & 7] = memory.load16(words[(opcode >> 3) & 7] + ((opcode >> 5) & 0x3e));
          break;
        case 18:
          words[CYCLES]++;
          memory.store32(words[SP] + ((opcode & 0xff) << 2), words[(opcode >> 8) & 7]);
          break;
        case 19:
          words[CYCLES]++;
          words[(opcode >> 8) & 7] = memory.load32(words[SP] + ((opcode & 0xff) << 2));
          break;
        case 20:
          words[(opcode >> 8) & 7] = ((pc + 4) & ~3) + ((opcode & 0xff) << 2);
          break;
        case 21:
          words[(opcode >> 8) & 7] = words[SP] + ((opcode & 0xff) << 2);
          break;
        case 22:
        case 23:
          miscellaneous(this, opcode);
          break;
        case 24:
          storeMany(this, opcode);
          break;
        case 25:
          loadMany(this, opcode);
          break;
        case 26:
        case 27: {
          const condition = (opcode >> 8) & 15;
          if (condition >= 14) supervisor(this, opcode);
          else if (holds(words, condition)) {
            words[CYCLES]++;
            words[PC] = pc + 4 + ((opcode << 24) >> 23);
          }
          break;
        }
        case 28:
          words[CYCLES]++;
          words[PC] = pc + 4 + ((opcode << 21) >> 20);
          break;
        case 30: {
          const second = memory.load16(pc + 2);
          if ((second & 0xd000) !== 0xd000) wide(this, opcode, second);
          else this.#branchLink(pc, opcode, second);
          break;
        }
        default:
          throw FAULT;
      }
    } while (words[CYCLES] < words[LIMIT] && words[WAITING] === 0);
  }

  #branchLink(pc, opcode, second) {
    const { words } = this;
    const sign = (opcode << 21) >> 31;
    const first = ~((second >> 13) ^ sign) & 1;
    const other = ~((second >> 11) ^ sign) & 1;
    const offset = (sign << 24) | (first << 23) | (other << 22) | ((opcode & 0x3ff) << 12) | ((second & 0x7ff) << 1);
    words[LR] = (pc + 4) | 1;
    words[PC] = pc + 4 + offset;
    words[CYCLES] += 2;
  }

  #storeIndexed(opcode) {
    const { words, memory } = this;
    const address = words[(opcode >> 3) & 7] + words[(opcode >> 6) & 7];
    words[CYCLES]++;
    switch ((opcode >> 9) & 3) {
      case 0:
        memory.store32(address, words[opcode & 7]);
        break;
      case 1:
        memory.store16(address, words[opcode & 7]);
        break;
      case 2:
        memory.store8(address, words[opcode & 7]);
        break;
      default:
        words[opcode & 7] = (memory.load8(address) << 24) >> 24;
    }
  }

  #loadIndexed(opcode) {
    const { words, memory } = this;
    const address = words[(opcode >> 3) & 7] + words[(opcode >> 6) & 7];
    words[CYCLES]++;
    switch ((opcode >> 9) & 3) {
      case 0:
        words[opcode & 7] = memory.load32(address);
        break;
      case 1:
        words[opcode & 7] = memory.load16(address);
        break;
      case 2:
        words[opcode & 7] = memory.load8(address);
        break;
      default:
        words[opcode & 7] = (memory.load16(address) << 16) >> 16;
    }
  }
}

/** Further cycles of a word access: none for the core's own block, more for peripherals. */
function busCycles(address, peripheral) {
  const region = address >>> 28;
  if (region === CORE_LOCAL) return 0;
  return region === 4 ? peripheral : 1;
}
