import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RP2040 } from 'rp2040js';
import { UsbWire } from '../src/usb/wire.mjs';

const DPRAM = 0x50100000;
const ENDPOINT = 2;
const IN_CONTROL = DPRAM + 8 * ENDPOINT;
const IN_BUFFERS = DPRAM + 0x80 + 8 * ENDPOINT;
const AT = 0x180;
const ENABLED = 1 << 31;
const TWO_BUFFERS = 1 << 30;
const AVAILABLE = 1 << 10;
const OFFERED = 0x8000 | 64;
const SELECT_FIRST = 1 << 12;

function device() {
  const mcu = new RP2040();
  const wire = new UsbWire(mcu, { attached() {}, detached() {}, ready() {}, service: () => false });
  mcu.writeUint32(IN_CONTROL, (ENABLED | TWO_BUFFERS | AT) >>> 0);
  mcu.usbDPRAM.fill(0xa0, AT, AT + 64);
  mcu.usbDPRAM.fill(0xa1, AT + 64, AT + 128);
  const offer = (first, second) => mcu.writeUint32(IN_BUFFERS, ((second << 16) | first | SELECT_FIRST) >>> 0);
  const take = () => wire.takeIn(ENDPOINT)?.[0];
  const ready = () => (mcu.usbCtrl.buffStatus >> (2 * ENDPOINT)) & 1;
  return { offer, take, ready };
}

test('of two buffers the second is not taken before the first, though it be available earlier', () => {
  const { offer, take, ready } = device();
  offer(OFFERED, OFFERED | AVAILABLE);
  assert.equal(take(), undefined);
  assert.equal(ready(), 0);
  offer(OFFERED | AVAILABLE, OFFERED | AVAILABLE);
  assert.equal(take(), 0xa0);
  assert.equal(ready(), 0);
  assert.equal(take(), 0xa1);
  assert.equal(ready(), 1);
  assert.equal(take(), undefined);
});

test('an offer that selects the first buffer begins with it, however the last one ended', () => {
  const { offer, take } = device();
  offer(OFFERED | AVAILABLE, OFFERED | AVAILABLE);
  assert.equal(take(), 0xa0);
  offer(OFFERED | AVAILABLE, OFFERED | AVAILABLE);
  assert.equal(take(), 0xa0);
});
