// The boards of one process: frames to them, and turns of a few milliseconds each so that none starves.
import { Board } from './board/board.mjs';
import { BadFrame, FrameReader, jsonFrame } from './wire/frames.mjs';

const SLICE_MILLIS = 4;
const COMMANDS = new Map([
  ['B', (board, payload) => board.powerOn(json(payload))],
  ['X', (board) => board.powerOff()],
  ['R', (board) => board.pulseRun()],
  ['S', (board, payload) => board.serial(payload)],
  ['O', (board, payload) => board.uart(payload)],
  ['D', (board, payload) => board.openPort(byte(payload, 0) !== 0)],
  ['L', (board, payload) => board.lineCoding(word(payload))],
  ['V', (board, payload) => board.joinData(byte(payload, 0) !== 0)],
  ['W', (board, payload) => board.writeDisk(word(payload), payload.subarray(4))],
  ['Y', (board) => board.flushDisk()],
  ['Z', (board, payload) => board.pinLevel(byte(payload, 0), byte(payload, 1) !== 0)],
]);

/** Boards by number. `out`: write(bytes), room(), log(text). */
export class Rack {
  #out;
  #reader = new FrameReader();
  #boards = new Map();
  #immediate;
  #timer;

  constructor(out) {
    this.#out = out;
  }

  get unfinished() {
    return this.#reader.unfinished;
  }

  /** Bytes from the rack; throws BadFrame when they make no sense. */
  push(bytes) {
    this.#reader.push(bytes, (one) => this.#take(one));
    this.#soon();
  }

  close() {
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    for (const board of this.#boards.values()) board.powerOff();
  }

  #take({ board, type, payload }) {
    const command = COMMANDS.get(type);
    if (!command) throw new BadFrame(`no frame has type '${type}'`);
    this.#guarded(board, () => command(this.#board(board), payload));
  }

  /** One board's trouble is said and its power cut; the others go on. */
  #guarded(number, action) {
    try {
      return action();
    } catch (problem) {
      if (problem instanceof BadFrame) throw problem;
      this.#out.log(`board ${number}: ${problem.stack}`);
      this.#out.write(jsonFrame(number, 'f', { what: 'unimplemented', pc: 0, text: problem.message }));
      this.#boards.get(number)?.powerOff();
      return Infinity;
    }
  }

  #board(number) {
    if (!this.#boards.has(number)) {
      const out = this.#out;
      this.#boards.set(number, new Board({
        number,
        write: out.write,
        log: out.log,
        get room() {
          return out.room();
        },
      }));
    }
    return this.#boards.get(number);
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#immediate ??= setImmediate(() => this.#round());
  }

  #round() {
    this.#immediate = undefined;
    let wait = Infinity;
    for (const [number, board] of this.#boards) {
      wait = Math.min(wait, this.#guarded(number, () => board.slice(SLICE_MILLIS)));
    }
    if (wait === Infinity) return;
    if (wait <= 0) this.#soon();
    else this.#timer = setTimeout(() => this.#round(), Math.min(wait, 40));
  }
}

function json(payload) {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch (problem) {
    throw new BadFrame(`a B frame holds no JSON: ${problem.message}`);
  }
}

function byte(payload, at) {
  if (payload.length <= at) throw new BadFrame(`a frame of ${payload.length} bytes is too short`);
  return payload[at];
}

function word(payload) {
  if (payload.length < 4) throw new BadFrame(`a frame of ${payload.length} bytes is too short`);
  return payload.readUInt32LE(0);
}
