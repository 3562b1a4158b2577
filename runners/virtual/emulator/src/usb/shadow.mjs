// What the host knows of a drive: blocks as last read or written, so that only real changes are reported.

const BLOCK = 512;
const EMPTY = Buffer.alloc(BLOCK);

/** A drive's known blocks. A block never seen counts as empty. */
export class Shadow {
  #blocks = new Map();

  note(lba, bytes) {
    for (let at = 0; at + BLOCK <= bytes.length; at += BLOCK) {
      this.#blocks.set(lba + at / BLOCK, Buffer.from(bytes.subarray(at, at + BLOCK)));
    }
  }

  /** Notes the bytes; gives the runs [lba, bytes] that were not known so. */
  changes(lba, bytes) {
    const runs = [];
    for (let at = 0; at + BLOCK <= bytes.length; at += BLOCK) {
      const block = bytes.subarray(at, at + BLOCK);
      const known = this.#blocks.get(lba + at / BLOCK) ?? EMPTY;
      if (!known.equals(block)) extend(runs, lba + at / BLOCK, block);
    }
    this.note(lba, bytes);
    return runs.map(([first, parts]) => [first, Buffer.concat(parts)]);
  }
}

function extend(runs, lba, block) {
  const last = runs.at(-1);
  if (last && last[0] + last[1].length === lba) last[1].push(block);
  else runs.push([lba, [block]]);
}
