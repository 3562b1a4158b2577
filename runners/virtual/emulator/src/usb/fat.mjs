// Which blocks of a drive with one FAT file system hold anything (Microsoft FAT specification).

const MAX_BLOCKS = 0x100000;

/** Where the file system starts: the first partition, or block 0 when there is no partition table. */
export function partitionStart(block0) {
  if (block0[510] !== 0x55 || block0[511] !== 0xaa) return 0;
  if (block0[0] === 0xeb || block0[0] === 0xe9) return 0;
  return Buffer.from(block0).readUInt32LE(446 + 8);
}

/** A boot sector's layout in blocks from the file system's start, or undefined when it is no FAT. */
export function layout(sector) {
  const bytes = Buffer.from(sector);
  const perCluster = bytes[13];
  const fats = bytes[16];
  const fatBlocks = bytes.readUInt16LE(22);
  const total = bytes.readUInt16LE(19) || bytes.readUInt32LE(32);
  if (bytes.readUInt16LE(11) !== 512 || !perCluster || !fats || !fatBlocks || total > MAX_BLOCKS) return undefined;
  const reserved = bytes.readUInt16LE(14);
  const rootAt = reserved + fats * fatBlocks;
  const dataAt = rootAt + Math.ceil((bytes.readUInt16LE(17) * 32) / 512);
  const clusters = Math.floor((total - dataAt) / perCluster);
  return { reserved, fatBlocks, dataAt, perCluster, clusters, bits: clusters < 4085 ? 12 : 16 };
}

/** The runs [first, blocks] of the clusters that the table says are in use. */
export function usedRuns(shape, table) {
  const runs = [];
  for (let cluster = 2; cluster < shape.clusters + 2; cluster++) {
    if (!entry(table, cluster, shape.bits)) continue;
    const first = shape.dataAt + (cluster - 2) * shape.perCluster;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === first) last[1] += shape.perCluster;
    else runs.push([first, shape.perCluster]);
  }
  return runs;
}

function entry(table, cluster, bits) {
  const at = bits === 16 ? cluster * 2 : cluster + (cluster >> 1);
  if (at + 1 >= table.length) return 0;
  const value = table[at] | (table[at + 1] << 8);
  if (bits === 16) return value;
  return cluster & 1 ? value >> 4 : value & 0xfff;
}
