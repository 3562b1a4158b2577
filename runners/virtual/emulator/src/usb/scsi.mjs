// Bulk-only mass storage packets and the SCSI commands a host needs (USB MSC BOT 1.0, SPC-4, SBC-3).

const CBW_SIGNATURE = 0x43425355;
const CSW_SIGNATURE = 0x53425355;
const CBW_LENGTH = 31;
export const CSW_LENGTH = 13;

/** One command: its block, what the device sends (`reads` bytes) or gets (`writes`). */
function command(bytes, { reads = 0, writes = undefined } = {}) {
  return { block: Uint8Array.from(bytes), reads, writes };
}

export const testUnitReady = () => command([0x00, 0, 0, 0, 0, 0]);
export const requestSense = () => command([0x03, 0, 0, 0, 18, 0], { reads: 18 });
export const inquiry = () => command([0x12, 0, 0, 0, 36, 0], { reads: 36 });
export const readCapacity = () => command([0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0], { reads: 8 });
export const synchronizeCache = () => command([0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
export const preventRemoval = (prevent) => command([0x1e, 0, 0, 0, prevent ? 1 : 0, 0]);
export const read10 = (lba, blocks, blockBytes) =>
  command([0x28, 0, ...big32(lba), 0, blocks >> 8, blocks & 0xff, 0], { reads: blocks * blockBytes });
export const write10 = (lba, data, blockBytes) => {
  const blocks = data.length / blockBytes;
  return command([0x2a, 0, ...big32(lba), 0, blocks >> 8, blocks & 0xff, 0], { writes: data });
};

/** A command wrapped for the bulk-out endpoint. */
export function wrap(one, tag) {
  const packet = Buffer.alloc(CBW_LENGTH);
  packet.writeUInt32LE(CBW_SIGNATURE, 0);
  packet.writeUInt32LE(tag >>> 0, 4);
  packet.writeUInt32LE(one.writes ? one.writes.length : one.reads, 8);
  packet[12] = one.reads ? 0x80 : 0;
  packet[14] = one.block.length;
  packet.set(one.block, 15);
  return packet;
}

/** The device's status packet: {tag, residue, status}, or undefined when it is none. */
export function unwrapStatus(packet) {
  if (packet.length !== CSW_LENGTH) return undefined;
  const bytes = Buffer.from(packet);
  if (bytes.readUInt32LE(0) !== CSW_SIGNATURE) return undefined;
  return { tag: bytes.readUInt32LE(4), residue: bytes.readUInt32LE(8), status: bytes[12] };
}

/** READ CAPACITY(10): number of blocks and their size, or undefined when it makes no sense. */
export function capacity(bytes) {
  if (bytes.length < 8) return undefined;
  const data = Buffer.from(bytes);
  const [blocks, blockBytes] = [data.readUInt32BE(0) + 1, data.readUInt32BE(4)];
  return blockBytes === 512 && blocks > 1 && blocks <= 0x100000 ? { blocks, blockBytes } : undefined;
}

/** Sense data as text: key/code/qualifier. */
export function senseText(bytes) {
  if (!bytes || bytes.length < 14) return 'no sense data';
  const hex = (value) => value.toString(16).padStart(2, '0');
  return `sense ${hex(bytes[2] & 0xf)}/${hex(bytes[12])}/${hex(bytes[13])}`;
}

function big32(value) {
  return [(value >>> 24) & 0xff, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
}
