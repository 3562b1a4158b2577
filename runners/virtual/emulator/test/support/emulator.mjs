// Starts the real program and talks frames with it, for tests.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { frame, FrameReader, jsonFrame, u32 } from '../../src/wire/frames.mjs';

const MAIN = fileURLToPath(new URL('../../src/main.mjs', import.meta.url));

/** One emulator process; keeps every frame, lets a test wait for one. */
export class Emulator {
  frames = [];
  errors = '';
  text = '';
  nanos = 0;
  #waiters = new Set();

  constructor(nodeArguments = []) {
    this.child = spawn(process.execPath, [...nodeArguments, MAIN], { stdio: ['pipe', 'pipe', 'pipe'] });
    const reader = new FrameReader();
    this.child.stdout.on('data', (bytes) => reader.push(bytes, (one) => this.#take(one)));
    this.child.stderr.on('data', (bytes) => { this.errors += bytes; });
    this.exited = new Promise((resolve) => { this.child.on('exit', (status) => resolve(status)); });
  }

  send(type, payload, board = 0) {
    this.child.stdin.write(frame(board, type, payload));
  }

  powerOn(configuration, board = 0) {
    this.child.stdin.write(jsonFrame(board, 'B', configuration));
  }

  type(text, board = 0) {
    this.send('S', Buffer.from(text, 'latin1'), board);
  }

  open(isOpen = true, board = 0) {
    this.send('D', Buffer.of(isOpen ? 1 : 0), board);
  }

  write(lba, bytes, board = 0) {
    this.send('W', Buffer.concat([u32(lba), bytes]), board);
  }

  /** The next frame from now on that fits, or an error that says what was seen. */
  next(what, fits, seconds = 30) {
    return this.#wait(what, seconds, (one) => one && fits(one) ? one : undefined);
  }

  nextOf(type, seconds = 30, board = 0) {
    return this.next(`a '${type}' frame`, (one) => one.type === type && one.board === board, seconds);
  }

  /** Serial text until it holds `wanted`; gives the text and forgets it. */
  until(wanted, seconds = 30) {
    return this.#wait(JSON.stringify(wanted), seconds, () => {
      const at = this.text.indexOf(wanted);
      if (at < 0) return undefined;
      const text = this.text.slice(0, at + wanted.length);
      this.text = this.text.slice(at + wanted.length);
      return text;
    });
  }

  async close() {
    this.child.stdin.end();
    return this.exited;
  }

  #take(one) {
    const kept = { ...one, payload: Buffer.from(one.payload) };
    if (kept.type === 't') this.nanos = Number(kept.payload.readBigUInt64LE(0));
    if (kept.type === 's' && kept.board === 0) this.text += kept.payload.toString('latin1');
    this.frames.push(kept);
    for (const waiter of [...this.#waiters]) waiter(kept);
  }

  #wait(what, seconds, look) {
    return new Promise((resolve, reject) => {
      const settle = (action) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        action();
      };
      const waiter = (one) => {
        const found = look(one);
        if (found !== undefined) settle(() => resolve(found));
      };
      const timer = setTimeout(() => settle(() => reject(new Error(
        `${what} did not come within ${seconds} s; frames so far: ${this.#summary()}; text: ${JSON.stringify(this.text.slice(-500))}; ${this.errors.slice(-2000)}`,
      ))), seconds * 1000);
      this.#waiters.add(waiter);
      waiter(undefined);
    });
  }

  #summary() {
    const types = this.frames.map((one) => one.type).join('');
    return types.replace(/(.)\1+/g, (run, type) => `${type}*${run.length} `).slice(-300);
  }
}

export const asJson = (one) => JSON.parse(one.payload.toString('utf8'));
