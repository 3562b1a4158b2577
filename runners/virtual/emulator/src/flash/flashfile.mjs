// The flash array of one board, kept in a file: read whole, every change written through.
import fs from 'node:fs';

/** The flash file could not be used. */
export class FlashFileError extends Error {}

/** Flash contents in memory with the file behind them. Reading past a short file gives erased bytes. */
export class FlashFile {
  #fd;

  constructor(path, size) {
    this.path = path;
    this.bytes = new Uint8Array(size);
    this.#fd = open(path);
    this.reload();
  }

  /** Reads the file again: the board's boot loader may have written it. */
  reload() {
    this.bytes.fill(0xff);
    fs.readSync(this.#fd, this.bytes, 0, this.bytes.length, 0);
  }

  /** Writes a range of memory back to the file. */
  save(offset, length) {
    fs.writeSync(this.#fd, this.bytes, offset, length, offset);
  }

  close() {
    if (this.#fd === undefined) return;
    fs.closeSync(this.#fd);
    this.#fd = undefined;
  }
}

function open(path) {
  try {
    return fs.openSync(path, 'r+');
  } catch (problem) {
    throw new FlashFileError(`flash file ${path} cannot be opened for reading and writing: ${problem.code}`);
  }
}
