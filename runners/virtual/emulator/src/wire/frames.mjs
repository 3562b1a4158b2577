// The rack's frames: u32 little-endian length of what follows, u8 board, u8 type (ASCII), payload.

export const MAX_FRAME = 1024 * 1024;

/** Bytes that are not frames: the other end is not a rack, or is out of step. */
export class BadFrame extends Error {}

/** Cuts a byte stream into frames; holds at most one unfinished frame. */
export class FrameReader {
  #pending = Buffer.alloc(0);

  /** Takes bytes, gives each complete frame as {board, type, payload} to `take`. */
  push(bytes, take) {
    let rest = this.#pending.length ? Buffer.concat([this.#pending, bytes]) : bytes;
    for (;;) {
      const length = this.#lengthOf(rest);
      if (length < 0 || rest.length < 4 + length) break;
      take({
        board: rest[4],
        type: String.fromCharCode(rest[5]),
        payload: rest.subarray(6, 4 + length),
      });
      rest = rest.subarray(4 + length);
    }
    this.#pending = Buffer.from(rest);
  }

  /** Bytes of an unfinished frame: more than none at the stream's end means it was cut. */
  get unfinished() {
    return this.#pending.length;
  }

  #lengthOf(rest) {
    if (rest.length < 4) return -1;
    const length = rest.readUInt32LE(0);
    if (length < 2 || length > MAX_FRAME) {
      throw new BadFrame(`a frame says it is ${length} bytes long; 2 to ${MAX_FRAME} are allowed`);
    }
    return length;
  }
}

/** One frame as bytes. */
export function frame(board, type, payload = Buffer.alloc(0)) {
  const body = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  if (body.length + 2 > MAX_FRAME) {
    throw new BadFrame(`a '${type}' frame of ${body.length} bytes is over the limit`);
  }
  const head = Buffer.alloc(6);
  head.writeUInt32LE(body.length + 2, 0);
  head[4] = board;
  head[5] = type.charCodeAt(0);
  return Buffer.concat([head, body]);
}

/** A frame whose payload is JSON. */
export function jsonFrame(board, type, value) {
  return frame(board, type, Buffer.from(JSON.stringify(value)));
}

/** A u32 as payload. */
export function u32(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, 4 * index));
  return bytes;
}
