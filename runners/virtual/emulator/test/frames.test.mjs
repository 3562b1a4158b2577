import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadFrame, frame, FrameReader, jsonFrame, MAX_FRAME } from '../src/wire/frames.mjs';
import { Emulator } from './support/emulator.mjs';

function read(pieces) {
  const reader = new FrameReader();
  const got = [];
  for (const piece of pieces) reader.push(piece, (one) => got.push({ ...one, payload: one.payload.toString() }));
  return { got, reader };
}

test('frames come out whole however the bytes are cut', () => {
  const bytes = Buffer.concat([frame(1, 'S', Buffer.from('abc')), jsonFrame(7, 'B', { a: 1 }), frame(0, 'X')]);
  const wanted = [{ board: 1, type: 'S', payload: 'abc' }, { board: 7, type: 'B', payload: '{"a":1}' },
    { board: 0, type: 'X', payload: '' }];
  for (let size = 1; size <= bytes.length; size++) {
    const pieces = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
    assert.deepEqual(read(pieces).got, wanted);
  }
});

test('a frame that is not complete is kept and counted', () => {
  const { got, reader } = read([frame(0, 'S', Buffer.from('abc')).subarray(0, 7)]);
  assert.equal(got.length, 0);
  assert.equal(reader.unfinished, 7);
});

test('a length that no frame has is refused', () => {
  for (const length of [0, 1, MAX_FRAME + 1, 0xffffffff]) {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(length);
    assert.throws(() => read([head]), BadFrame);
  }
  assert.throws(() => frame(0, 'S', Buffer.alloc(MAX_FRAME)), BadFrame);
});

test('the program ends with status 2 and a sentence on what is no frame', async () => {
  const emulator = new Emulator();
  emulator.child.stdin.write(Buffer.from('GET / HTTP/1.1\r\n'));
  assert.equal(await emulator.exited, 2);
  assert.match(emulator.errors, /^emulator: a frame says it is 542393671 bytes long; 2 to 1048576 are allowed\n$/);
});

test('the program ends with status 2 where its input is cut inside a frame', async () => {
  const emulator = new Emulator();
  emulator.child.stdin.end(frame(0, 'X').subarray(0, 5));
  assert.equal(await emulator.exited, 2);
  assert.match(emulator.errors, /ended inside a frame, after 5 bytes of it/);
});

test('the program ends by itself when its input ends', async () => {
  const emulator = new Emulator();
  assert.equal(await emulator.close(), 0);
});

test('a board that cannot be made is reported and the program goes on', async () => {
  const emulator = new Emulator();
  emulator.powerOn({ flash: 'relative', flashBytes: 65536, uid: '0011223344556677' });
  const failed = await emulator.nextOf('f');
  assert.match(failed.payload.toString(), /flash must be an absolute path in a board's configuration/);
  assert.equal(await emulator.close(), 0);
});
