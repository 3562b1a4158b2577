// The runs of instructions of one board that were translated because they are executed often. They outlive the chip's
// resets, as flash and SRAM do.
import { FLASH, RAM } from './memory.mjs';
import { functionText, Run } from './translate.mjs';

const HOT = 60;
const PAGE_HALFWORDS = 2048;
const MAX_SHARED = 20_000;

/** Functions by their text: boards with the same firmware share them. At most MAX_SHARED. */
const shared = new Map();

/** One region of memory that code lies in. */
class Region {
  constructor(base, bytes) {
    this.base = base;
    this.halfwords = new Uint16Array(bytes.buffer, 0, bytes.length >> 1);
    this.words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
    this.length = bytes.length;
    this.pages = new Array(Math.ceil(bytes.length / (2 * PAGE_HALFWORDS)));
    /** Not zero where a translated instruction or constant lies; a word each. */
    this.marks = new Uint8Array(bytes.length >> 2);
  }

  clear() {
    this.pages.fill(undefined);
    this.marks.fill(0);
  }
}

/** Translated runs over flash and RAM. */
export class Blocks {
  #flash;
  #ram;

  constructor(flash, sram) {
    this.#flash = new Region(FLASH, flash);
    this.#ram = new Region(RAM, sram);
  }

  /** Marks of RAM words that were translated: a store of something else there must call ramChanged. */
  get ramMarks() {
    return this.#ram.marks;
  }

  inFlash(offset) {
    return this.#at(this.#flash, offset);
  }

  inRam(offset) {
    return this.#at(this.#ram, offset);
  }

  ramChanged() {
    this.#ram.clear();
  }

  /** Flash was erased or programmed there. */
  flashChanged(offset, length) {
    const { marks } = this.#flash;
    const end = Math.min(marks.length, (offset + length + 3) >> 2);
    for (let word = offset >> 2; word < end; word++) {
      if (marks[word]) {
        this.#flash.clear();
        return;
      }
    }
  }

  /** All of flash may be different. */
  clear() {
    this.#flash.clear();
    this.#ram.clear();
  }

  #at(region, offset) {
    const index = (offset >>> 1) & (PAGE_HALFWORDS - 1);
    const page = region.pages[offset >>> 12];
    if (page === undefined) {
      const functions = new Array(PAGE_HALFWORDS).fill(undefined);
      region.pages[offset >>> 12] = { functions, counts: new Uint8Array(PAGE_HALFWORDS) };
      return undefined;
    }
    const found = page.functions[index];
    if (found !== undefined) return found;
    if (page.counts[index] === HOT) return undefined;
    if (++page.counts[index] === HOT) page.functions[index] = this.#translate(region, offset);
    return undefined;
  }

  #translate(region, offset) {
    const { base, halfwords, words, marks, length } = region;
    const inside = (address) => address >= base && address < base + length;
    const used = [];
    const run = new Run(base + offset,
      (address) => (inside(address) ? halfwords[(address - base) >> 1] : undefined),
      (address) => {
        // A constant in RAM may be a variable to somebody.
        if (base === RAM || !inside(address)) return undefined;
        used.push(address);
        return words[(address - base) >> 2];
      });
    if (run.covered.length < 2) return undefined;
    for (const address of [...run.covered, ...used]) marks[(address - base) >> 2] = 1;
    return share(functionText(run));
  }
}

function share(text) {
  let made = shared.get(text);
  if (!made) {
    if (shared.size >= MAX_SHARED) shared.clear();
    made = new Function(text)();
    shared.set(text, made);
  }
  return made;
}
