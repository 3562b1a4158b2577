package org.hilfarm.virtual.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The geometry of a FAT volume (Microsoft, FAT32 File System Specification 1.03; FAT12 below 4085
 * clusters, FAT16 from there on).
 *
 * @param label up to eleven characters
 * @param sectors of 512 bytes in the volume
 * @param clusterSectors sectors in a cluster
 * @param fats copies of the table
 * @param rootEntries entries of the root folder
 * @param hiddenSectors sectors before the volume: 1 where a partition table precedes it
 */
public record FatShape(
    String label, int sectors, int clusterSectors, int fats, int rootEntries, int hiddenSectors) {
  public static final int SECTOR = 512;

  private static final int FAT12_BELOW = 4085;
  private static final int ENTRY = 32;

  /** Sectors of one copy of the table. */
  public int fatSectors() {
    int needed = 1;
    while (true) {
      int clusters = (sectors - 1 - fats * needed - rootSectors()) / clusterSectors;
      int bits = clusters < FAT12_BELOW ? 12 : 16;
      int sectorsOfTable = ((clusters + 2) * bits / 8 + SECTOR) / SECTOR;
      if (sectorsOfTable <= needed) {
        return needed;
      }
      needed++;
    }
  }

  public int rootSectors() {
    return rootEntries * ENTRY / SECTOR;
  }

  public int clusters() {
    return (sectors - dataSector()) / clusterSectors;
  }

  public boolean fat12() {
    return clusters() < FAT12_BELOW;
  }

  /** The root folder's first sector, counted from the volume's start. */
  public int rootSector() {
    return 1 + fats * fatSectors();
  }

  /** The first sector of cluster 2. */
  public int dataSector() {
    return rootSector() + rootSectors();
  }

  public int clusterBytes() {
    return clusterSectors * SECTOR;
  }

  byte[] bootSector() {
    ByteBuffer b = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    b.put(new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90});
    b.put("UF2 UF2 ".getBytes(StandardCharsets.US_ASCII));
    b.putShort((short) SECTOR).put((byte) clusterSectors).putShort((short) 1).put((byte) fats);
    b.putShort((short) rootEntries);
    b.putShort((short) (sectors < 0x10000 ? sectors : 0));
    b.put((byte) 0xF8).putShort((short) fatSectors());
    b.putShort((short) 1).putShort((short) 1).putInt(hiddenSectors);
    b.putInt(sectors < 0x10000 ? 0 : sectors);
    b.put((byte) 0x80).put((byte) 0).put((byte) 0x29).putInt(0x00420042);
    b.put(paddedLabel())
        .put((fat12() ? "FAT12   " : "FAT16   ").getBytes(StandardCharsets.US_ASCII));
    b.put(510, (byte) 0x55).put(511, (byte) 0xAA);
    return b.array();
  }

  byte[] paddedLabel() {
    return String.format(Locale.ROOT, "%-11.11s", label).getBytes(StandardCharsets.US_ASCII);
  }

  /** The sector before the volume, with the one partition it is (type 0x0E, or 0x01 for FAT12). */
  public byte[] partitionTable() {
    ByteBuffer b = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    b.position(446);
    b.put((byte) 0).put(new byte[3]).put((byte) (fat12() ? 0x01 : 0x0E)).put(new byte[3]);
    b.putInt(hiddenSectors).putInt(sectors);
    b.put(510, (byte) 0x55).put(511, (byte) 0xAA);
    return b.array();
  }
}
