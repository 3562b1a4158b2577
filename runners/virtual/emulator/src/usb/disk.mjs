// The host's end of a drive: finds it ready, reads what it holds, writes what the rack asks for, and reads again
// what the firmware changed. The flash below is never touched behind the firmware's back.
import { BulkOnly } from './bulkonly.mjs';
import { layout, partitionStart, usedRuns } from './fat.mjs';
import { capacity, inquiry, preventRemoval, read10, readCapacity, requestSense, senseText, synchronizeCache,
  testUnitReady, write10 } from './scsi.mjs';
import { Shadow } from './shadow.mjs';

const BLOCK = 512;
const CHUNK = 64;
const READY_TRIES = 50;
const RETRY_NANOS = 100_000_000;
const QUIET_NANOS = 30_000_000;
const SECTOR = 4096;

/**
 * One drive. `events`: contents(lba, bytes) for what it holds (no bytes at its end = all of it was read once),
 * written(lba, blocks, ok), diskTrouble(text), and flash(): the flash array the file system lies in.
 */
export class Disk {
  #wire;
  #scsi;
  #events;
  #size;
  #shadow = new Shadow();
  #quiet;
  #dirty = new Set();
  #base;
  #start = 0;

  constructor(wire, control, ends, events) {
    this.#wire = wire;
    this.#scsi = new BulkOnly(wire, control, ends);
    this.#events = events;
    this.#quiet = wire.alarm(() => this.#rereadChanges());
  }

  /** Finds out whether a medium is there; `say` gets {blocks, blockBytes} or null. Then reads it. */
  start(say) {
    this.#play(this.#open(say));
  }

  service() {
    return this.#scsi.service();
  }

  /** Writes whole blocks. */
  write(lba, bytes) {
    const blocks = bytes.length / BLOCK;
    if (!this.#size || blocks % 1 || blocks < 1 || blocks > 0xffff || lba + blocks > this.#size.blocks) {
      this.#events.written(lba, Math.floor(blocks), false);
      return;
    }
    this.#attempt(write10(lba, Buffer.from(bytes), BLOCK), 2, (ok, text) => {
      if (ok) this.#shadow.note(lba, bytes);
      else this.#events.diskTrouble(`the drive refused a write of ${blocks} blocks at ${lba}: ${text}`);
      this.#events.written(lba, blocks, ok);
    });
  }

  flush() {
    if (this.#size) this.#scsi.run(synchronizeCache());
  }

  /** The firmware changed flash: blocks in it are read again once it is quiet. */
  flashChanged(offset, length) {
    if (this.#base === undefined || offset + length <= this.#base) return;
    for (let at = Math.max(offset, this.#base) & ~(SECTOR - 1); at < offset + length; at += SECTOR) {
      this.#dirty.add(at);
    }
    this.#quiet.schedule(QUIET_NANOS);
  }

  #play(steps) {
    const go = (answer) => {
      const step = steps.next(answer);
      if (!step.done) step.value(go);
    };
    go();
  }

  *#open(say) {
    yield this.#ask(inquiry());
    let ready;
    for (let tries = 0; tries < READY_TRIES && !ready; tries++) {
      ready = (yield this.#ask(testUnitReady())).ok;
      if (!ready) yield this.#pause();
    }
    const answer = yield this.#ask(readCapacity());
    this.#size = ready && answer.ok ? capacity(answer.bytes) : undefined;
    say(this.#size ?? null);
    if (!this.#size) return;
    yield this.#ask(preventRemoval(true));
    yield* this.#readAll();
    this.#events.contents(this.#size.blocks, Buffer.alloc(0));
  }

  *#readAll() {
    const first = yield* this.#read(0, 1);
    this.#start = first ? partitionStart(first) : 0;
    const boot = yield* this.#read(this.#start, 1);
    const shape = boot && layout(boot);
    if (!shape) {
      yield* this.#read(1, this.#size.blocks - 1);
      return;
    }
    this.#locate(boot);
    yield* this.#read(this.#start, shape.dataAt);
    const table = yield* this.#read(this.#start + shape.reserved, shape.fatBlocks);
    for (const [at, blocks] of usedRuns(shape, table ?? [])) yield* this.#read(this.#start + at, blocks);
  }

  /** Reads blocks, reports those not known; gives them, or undefined when the drive refused. */
  *#read(lba, blocks) {
    const parts = [];
    const end = Math.min(lba + blocks, this.#size.blocks);
    for (let at = lba; at < end; at += CHUNK) {
      const count = Math.min(CHUNK, end - at);
      const answer = yield this.#ask(read10(at, count, BLOCK));
      if (!answer.ok || answer.bytes.length !== count * BLOCK) return undefined;
      for (const [first, bytes] of this.#shadow.changes(at, answer.bytes)) this.#events.contents(first, bytes);
      parts.push(answer.bytes);
    }
    return Buffer.concat(parts);
  }

  #locate(boot) {
    const flash = Buffer.from(this.#events.flash().buffer);
    for (let at = 0; at + BLOCK <= flash.length; at += SECTOR) {
      if (flash.compare(boot, 0, BLOCK, at, at + BLOCK) === 0) {
        this.#base = at;
        return;
      }
    }
  }

  #rereadChanges() {
    if (!this.#scsi.idle) {
      this.#quiet.schedule(QUIET_NANOS);
      return;
    }
    const sectors = [...this.#dirty].sort((left, right) => left - right);
    this.#dirty.clear();
    this.#play(this.#reread(sectors));
  }

  *#reread(sectors) {
    for (const offset of sectors) {
      const lba = this.#start + (offset - this.#base) / BLOCK;
      if (lba < this.#size.blocks) yield* this.#read(lba, SECTOR / BLOCK);
    }
  }

  #ask(command) {
    return (go) => this.#attempt(command, 2, (ok, text, bytes) => go({ ok, text, bytes }));
  }

  #pause() {
    return (go) => this.#wire.alarm(go).schedule(RETRY_NANOS);
  }

  /** Runs a command; after a refusal asks why, and tries again when only the unit's attention was due. */
  #attempt(command, tries, done) {
    this.#scsi.run(command, (ok, bytes) => {
      if (ok) {
        done(true, '', bytes);
        return;
      }
      this.#scsi.runNext(requestSense(), (sensed, sense) => {
        const again = tries > 1 && sensed && (sense[2] & 0xf) === 6;
        if (again) this.#attempt(command, tries - 1, done);
        else done(false, senseText(sensed ? sense : undefined), bytes);
      });
    });
  }
}
