import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BulkOnly } from '../src/usb/bulkonly.mjs';
import { ControlPipe, setup } from '../src/usb/control.mjs';
import { readConfiguration, readDevice, readString } from '../src/usb/descriptors.mjs';
import { layout, partitionStart, usedRuns } from '../src/usb/fat.mjs';
import { capacity, read10, senseText, testUnitReady, unwrapStatus, wrap, write10 } from '../src/usb/scsi.mjs';
import { Shadow } from '../src/usb/shadow.mjs';

/** A device on a wire: what it offers to send by endpoint, what it was given, and how much it takes at once. */
class Device {
  offers = new Map();
  given = [];
  setups = [];
  stalls = new Set();

  offer(endpoint, ...packets) {
    this.offers.set(endpoint, [...(this.offers.get(endpoint) ?? []), ...packets]);
  }

  takeIn(endpoint) {
    return this.offers.get(endpoint)?.shift();
  }

  room() {
    return 64;
  }

  giveOut(endpoint, packet) {
    this.given.push(Buffer.from(packet));
  }

  sendSetup(packet) {
    this.setups.push([...packet]);
  }

  stalled(endpoint, out) {
    return this.stalls.has(`${endpoint} ${out ? 'out' : 'in'}`);
  }

  kick() {}
}

function drain(...parts) {
  for (let guard = 0; guard < 1000; guard++) if (!parts.some((part) => part.service())) return;
  throw new Error('a thousand packets and no end');
}

function status(tag, code) {
  const packet = Buffer.alloc(13);
  packet.writeUInt32LE(0x53425355, 0);
  packet.writeUInt32LE(tag, 4);
  packet[12] = code;
  return packet;
}

test('commands are wrapped as bulk-only transport says', () => {
  assert.equal(wrap(read10(0x12345, 3, 512), 7).toString('hex'),
    `55534243${'07000000'}${'00060000'}80000a${'280000012345000003'}00${'000000000000'}`);
  const writing = wrap(write10(1, Buffer.alloc(1024), 512), 8);
  assert.deepEqual([writing.readUInt32LE(8), writing[12], writing[15]], [1024, 0, 0x2a]);
});

test('a status packet is told from data', () => {
  assert.deepEqual(unwrapStatus(status(5, 1)), { tag: 5, residue: 0, status: 1 });
  assert.equal(unwrapStatus(Buffer.alloc(13)), undefined);
  assert.equal(unwrapStatus(Buffer.alloc(12)), undefined);
});

test('a capacity that makes no sense is none', () => {
  assert.deepEqual(capacity(Buffer.from([0, 0, 8, 0, 0, 0, 2, 0])), { blocks: 2049, blockBytes: 512 });
  assert.equal(capacity(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 2, 0])), undefined);
  assert.equal(capacity(Buffer.from([0, 0, 8, 0, 0, 0, 4, 0])), undefined);
  assert.equal(capacity(Buffer.alloc(4)), undefined);
});

test('sense data is said in three numbers', () => {
  const sense = Buffer.alloc(18);
  sense.set([7], 2);
  sense.set([0x27, 0], 12);
  assert.equal(senseText(sense), 'sense 07/27/00');
  assert.equal(senseText(Buffer.alloc(3)), 'no sense data');
});

test('a read runs through command, data and status', () => {
  const device = new Device();
  const scsi = new BulkOnly(device, undefined, { in: 1, out: 2 });
  const results = [];
  scsi.run(read10(0, 1, 512), (ok, bytes) => results.push([ok, bytes.length, bytes[511]]));
  device.offer(1, ...Array.from({ length: 8 }, (_, index) => Buffer.alloc(64, index)), status(1, 0));
  drain(scsi);
  assert.deepEqual(results, [[true, 512, 7]]);
  assert.equal(scsi.idle, true);
});

test('a write sends its data in packets', () => {
  const device = new Device();
  const scsi = new BulkOnly(device, undefined, { in: 1, out: 2 });
  const results = [];
  scsi.run(write10(9, Buffer.alloc(512, 0x77), 512), (ok) => results.push(ok));
  device.offer(1, status(1, 0));
  drain(scsi);
  assert.deepEqual(results, [true]);
  assert.deepEqual(device.given.map((packet) => packet.length), [31, 64, 64, 64, 64, 64, 64, 64, 64]);
});

test('a refused command is a failure, also where the device sends its status instead of data', () => {
  const device = new Device();
  const scsi = new BulkOnly(device, undefined, { in: 1, out: 2 });
  const results = [];
  scsi.run(testUnitReady(), (ok) => results.push(ok));
  scsi.run(read10(0, 1, 512), (ok, bytes) => results.push(ok, bytes.length));
  device.offer(1, status(1, 1), status(2, 1));
  drain(scsi);
  assert.deepEqual(results, [false, false, 0]);
});

test('a stall is cleared and then the status is read', () => {
  const device = new Device();
  const control = new ControlPipe(device);
  const scsi = new BulkOnly(device, control, { in: 1, out: 2 });
  const results = [];
  device.stalls.add('1 in');
  scsi.run(read10(0, 1, 512), (ok) => results.push(ok));
  drain(scsi);
  assert.deepEqual(device.setups, [[2, 1, 0, 0, 0x81, 0, 0, 0]]);
  device.stalls.clear();
  device.offer(0, Buffer.alloc(0));
  device.offer(1, status(1, 1));
  drain(control, scsi);
  assert.deepEqual(results, [false]);
});

test('control transfers run one after the other, in, out and refused', () => {
  const device = new Device();
  const control = new ControlPipe(device);
  const answers = [];
  control.request(setup(0x80, 6, 0x100, 0, 100), undefined, (bytes) => answers.push(bytes.length));
  control.request(setup(0x21, 0x20, 0, 0, 7), Buffer.alloc(7, 1), (bytes) => answers.push(bytes.length));
  control.request(setup(0, 9, 1, 0, 0), undefined, (bytes) => answers.push(bytes));
  assert.equal(device.setups.length, 1);
  device.offer(0, Buffer.alloc(64), Buffer.alloc(10), Buffer.alloc(0));
  drain(control);
  assert.deepEqual(answers, [74, 0]);
  device.stalls.add('0 in');
  device.stalls.add('0 out');
  drain(control);
  assert.deepEqual(answers, [74, 0, undefined]);
});

test('the first serial port and drive of a configuration are found', () => {
  const one = (...bytes) => [bytes.length + 1, ...bytes];
  const bytes = Uint8Array.from([
    ...one(2, 0, 0, 4, 1, 0, 0x80, 50),
    ...one(4, 0, 0, 1, 2, 2, 0, 4), ...one(5, 0x81, 3, 8, 0, 16),
    ...one(4, 1, 0, 2, 10, 0, 0, 0), ...one(5, 0x02, 2, 64, 0, 0), ...one(5, 0x82, 2, 64, 0, 0),
    ...one(4, 2, 0, 2, 8, 6, 0x50, 0), ...one(5, 0x03, 2, 64, 0, 0), ...one(5, 0x83, 2, 64, 0, 0),
    ...one(4, 3, 0, 1, 3, 0, 0, 0), ...one(5, 0x84, 3, 64, 0, 8),
  ]);
  assert.deepEqual(readConfiguration(bytes), {
    value: 1,
    cdc: { control: 0, in: 2, out: 2 },
    disk: { interface: 2, in: 3, out: 3 },
  });
});

test('descriptors that lie about their length end nothing', () => {
  assert.deepEqual(readConfiguration(Uint8Array.from([9, 2, 0, 0, 1, 1, 0, 0, 0, 200, 4, 1])),
    { value: 1, cdc: undefined, disk: undefined });
  assert.equal(readConfiguration(Uint8Array.from([9, 2, 0, 0, 1, 1, 0, 0, 0, 0, 0])).disk, undefined);
  assert.equal(readDevice(Uint8Array.of(18, 2)), undefined);
  assert.equal(readString(undefined), '');
  assert.equal(readString(Uint8Array.of(200, 3, 0x41, 0)), 'A');
});

test('a FAT says which blocks are in use', () => {
  const boot = Buffer.alloc(512);
  boot.set([0xeb, 0x3c, 0x90]);
  boot.writeUInt16LE(512, 11);
  boot[13] = 2;
  boot.writeUInt16LE(1, 14);
  boot[16] = 1;
  boot.writeUInt16LE(32, 17);
  boot.writeUInt16LE(100, 19);
  boot.writeUInt16LE(1, 22);
  boot.set([0x55, 0xaa], 510);
  assert.equal(partitionStart(boot), 0);
  const shape = layout(boot);
  assert.deepEqual(shape, { reserved: 1, fatBlocks: 1, dataAt: 4, perCluster: 2, clusters: 48, bits: 12 });
  // Clusters 2, 3 and 5 in use.
  const table = Uint8Array.of(0xf8, 0xff, 0xff, 0x03, 0xf0, 0xff, 0x00, 0xf0, 0xff, ...new Array(503).fill(0));
  assert.deepEqual(usedRuns(shape, table), [[4, 4], [10, 2]]);
  assert.equal(layout(Buffer.alloc(512)), undefined);
});

test('only blocks that are not known are reported', () => {
  const shadow = new Shadow();
  const bytes = Buffer.concat([Buffer.alloc(512), Buffer.alloc(512, 1), Buffer.alloc(512, 2)]);
  assert.deepEqual(shadow.changes(4, bytes).map(([lba, run]) => [lba, run.length]), [[5, 1024]]);
  assert.deepEqual(shadow.changes(4, bytes), []);
  shadow.note(5, Buffer.alloc(512, 9));
  assert.deepEqual(shadow.changes(4, bytes).map(([lba, run]) => [lba, run.length]), [[5, 512]]);
});
