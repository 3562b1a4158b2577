// Looks into the drive that 'd' frames showed.
import { layout, partitionStart } from '../../src/usb/fat.mjs';

const BLOCK = 512;

/** A drive's blocks as reported, and where a file in its root directory lies. */
export class Drive {
  #blocks = new Map();

  constructor(frames) {
    for (const one of frames.filter((each) => each.type === 'd')) this.take(one.payload);
  }

  take(payload) {
    for (let at = 4; at < payload.length; at += BLOCK) {
      this.#blocks.set(payload.readUInt32LE(0) + (at - 4) / BLOCK, payload.subarray(at, at + BLOCK));
    }
  }

  block(lba) {
    return this.#blocks.get(lba) ?? Buffer.alloc(BLOCK);
  }

  /** The writes [lba, bytes] that give a file of one cluster new contents of up to a block. */
  save(name, text) {
    const found = this.find(name);
    const entry = Buffer.from(this.block(found.entryLba));
    entry.writeUInt32LE(text.length, found.entryAt + 28);
    return [[found.lba, Buffer.from(text.padEnd(BLOCK, '\0'))], [found.entryLba, entry]];
  }

  /** {lba, size, entryLba, entryAt} of a file by its directory name of eleven characters. */
  find(name) {
    const start = partitionStart(this.block(0));
    const boot = this.block(start);
    const shape = layout(boot);
    const root = start + shape.reserved + boot[16] * shape.fatBlocks;
    for (let at = 0; at < (shape.dataAt - (root - start)) * BLOCK; at += 32) {
      const entry = this.block(root + Math.floor(at / BLOCK)).subarray(at % BLOCK, (at % BLOCK) + 32);
      if (entry.toString('latin1', 0, 11) !== name) continue;
      const cluster = entry.readUInt16LE(26);
      const lba = start + shape.dataAt + (cluster - 2) * shape.perCluster;
      return { lba, size: entry.readUInt32LE(28), entryLba: root + Math.floor(at / BLOCK), entryAt: at % BLOCK };
    }
    return undefined;
  }
}
