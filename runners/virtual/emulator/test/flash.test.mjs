import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { FlashFile, FlashFileError } from '../src/flash/flashfile.mjs';
import { NorFlash } from '../src/flash/nor.mjs';
import { BadUf2, loadUf2 } from '../src/flash/uf2.mjs';

const UID = Buffer.from('E660583883724A2F', 'hex');

function chip() {
  const saved = [];
  const store = { bytes: new Uint8Array(0x20000).fill(0xff), save: (...range) => saved.push(range) };
  const nor = new NorFlash(store, UID);
  const send = (bytes, read = 0) => {
    const answers = [...bytes, ...new Array(read).fill(0)].map((byte) => nor.exchange(byte));
    nor.deselect();
    return answers.slice(bytes.length);
  };
  return { nor, store, saved, send };
}

test('the chip says what it is', () => {
  const { send } = chip();
  assert.deepEqual(send([0x9f], 3), [0xef, 0x40, 17]);
  assert.deepEqual(Buffer.from(send([0x4b, 0, 0, 0, 0], 8)), UID);
  assert.deepEqual(send([0x35], 1), [2]);
});

test('nothing changes without write enable', () => {
  const { send, store } = chip();
  send([0x02, 0, 0, 0, 0x12]);
  assert.equal(store.bytes[0], 0xff);
});

test('a page program clears bits, wraps in its page, and ends write enable', () => {
  const { send, store, saved } = chip();
  send([0x06]);
  assert.deepEqual(send([0x05], 1), [2]);
  send([0x02, 0, 1, 0xff, 0x0f, 0xf0]);
  assert.deepEqual([store.bytes[0x1ff], store.bytes[0x100]], [0x0f, 0xf0]);
  assert.deepEqual(send([0x05], 1), [0]);
  send([0x06]);
  send([0x02, 0, 1, 0xff, 0xf1]);
  assert.equal(store.bytes[0x1ff], 0x01);
  assert.deepEqual(saved, [[0x100, 256], [0x100, 256]]);
});

test('an erase fills its sector and no more', () => {
  const { send, store } = chip();
  store.bytes.fill(0);
  send([0x06]);
  send([0x20, 0, 0x10, 0x23]);
  assert.deepEqual([store.bytes[0xfff], store.bytes[0x1000], store.bytes[0x1fff], store.bytes[0x2000]],
    [0, 0xff, 0xff, 0]);
});

test('an erase for part of two sectors takes both', () => {
  const store = { bytes: new Uint8Array(0x10000), save() {} };
  new NorFlash(store, UID).erase(0x1ff0, 0x20);
  assert.deepEqual([0xfff, 0x1000, 0x2fff, 0x3000].map((at) => store.bytes[at]), [0, 0xff, 0xff, 0]);
});

test('a read gives what is there', () => {
  const { send, store } = chip();
  store.bytes.set([1, 2, 3], 0x345);
  assert.deepEqual(send([0x03, 0, 3, 0x45], 3), [1, 2, 3]);
});

test('changes go through to the file, and a short file reads as erased behind its end', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flash-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'flash.bin');
  fs.writeFileSync(file, Buffer.from([1, 2, 3]));
  const store = new FlashFile(file, 0x10000);
  assert.deepEqual([...store.bytes.subarray(0, 5)], [1, 2, 3, 0xff, 0xff]);
  new NorFlash(store, UID).program(0x300, Uint8Array.of(0x55));
  store.close();
  assert.equal(fs.readFileSync(file)[0x300], 0x55);
});

test('a flash file that is not there is named', () => {
  assert.throws(() => new FlashFile('/nowhere/flash.bin', 65536), (problem) => problem instanceof FlashFileError
    && problem.message === 'flash file /nowhere/flash.bin cannot be opened for reading and writing: ENOENT');
});

function block({ address = 0x10000000, family = 0xe48bff56, flags = 0x2000, length = 256, magic = 0x0a324655 } = {}) {
  const bytes = Buffer.alloc(512, 0xa5);
  [magic, 0x9e5d5157, flags, address, length, 0, 1, family].forEach((word, at) => bytes.writeUInt32LE(word, 4 * at));
  bytes.writeUInt32LE(0x0ab16f30, 508);
  return bytes;
}

test('a UF2 goes to its addresses and blocks for other chips are left out', () => {
  const flash = new Uint8Array(0x1000).fill(0xff);
  assert.equal(loadUf2(Buffer.concat([block({ address: 0x10000100 }), block({ family: 0xada52840 })]), flash), 1);
  assert.deepEqual([flash[0xff], flash[0x100], flash[0x1ff], flash[0x200]], [0xff, 0xa5, 0xa5, 0xff]);
});

test('what is no UF2 for the flash is refused with the reason', () => {
  const load = (bytes) => () => loadUf2(bytes, new Uint8Array(0x1000));
  assert.throws(load(block().subarray(0, 500)), BadUf2);
  assert.throws(load(block({ magic: 1 })), /block 0 lacks the UF2 magic numbers/);
  assert.throws(load(block({ address: 0x20000000 })), /block 0 is for address 0x20000000, outside the flash/);
  assert.throws(load(block({ family: 1 })), /no block of this UF2 is for an RP2040/);
});
