package org.hilfarm.virtual.fat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the files of a volume that a host has written. Its contents are hostile: names that leave
 * their folder, loops and chains without end make it torn, never a surprise.
 */
public final class FatReader {
  private static final int DEPTH_LIMIT = 16;

  private final FatShape shape;
  private final byte[] volume;

  private FatReader(FatShape shape, byte[] volume) {
    this.shape = shape;
    this.volume = volume;
  }

  /** The files now in the image. */
  public static DriveTree read(Path file, FatShape shape) throws IOException, TornVolumeException {
    ByteBuffer volume = ByteBuffer.allocate(shape.sectors() * FatShape.SECTOR);
    try (FileChannel image = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = (long) shape.hiddenSectors() * FatShape.SECTOR;
      for (int n = 0; n >= 0 && volume.hasRemaining(); at += n) {
        n = image.read(volume, at);
      }
    }
    FatReader reader = new FatReader(shape, volume.array());
    SortedMap<String, byte[]> entries = new TreeMap<>();
    int root = shape.rootSector() * FatShape.SECTOR;
    byte[] folder =
        Arrays.copyOfRange(reader.volume, root, root + shape.rootSectors() * FatShape.SECTOR);
    reader.folder(folder, "", entries, 0);
    return new DriveTree(entries);
  }

  private void folder(byte[] folder, String prefix, SortedMap<String, byte[]> into, int depth)
      throws TornVolumeException {
    StringBuilder longName = new StringBuilder();
    for (int at = 0; at + FatEntry.SIZE <= folder.length && folder[at] != 0; at += FatEntry.SIZE) {
      byte[] entry = Arrays.copyOfRange(folder, at, at + FatEntry.SIZE);
      int attributes = entry[11];
      if ((entry[0] & 0xFF) == FatEntry.DELETED) {
        longName.setLength(0);
      } else if (attributes == FatEntry.LONG_NAME) {
        longName.insert(0, FatNames.longText(entry));
      } else {
        if ((attributes & FatEntry.LABEL) == 0 && entry[0] != '.') {
          add(entry, prefix, longName.toString(), into, depth);
        }
        longName.setLength(0);
      }
    }
  }

  private void add(
      byte[] entry, String prefix, String longName, SortedMap<String, byte[]> into, int depth)
      throws TornVolumeException {
    String name = name(entry, longName);
    if (into.size() >= DriveTree.ENTRY_LIMIT || depth > DEPTH_LIMIT) {
      throw new TornVolumeException("more entries or deeper folders than a drive can have");
    }
    ByteBuffer b = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
    int cluster = b.getShort(26) & 0xFFFF;
    long size = Integer.toUnsignedLong(b.getInt(28));
    if ((entry[11] & FatEntry.FOLDER) != 0) {
      into.put(prefix + name + "/", new byte[0]);
      folder(chain(cluster, name), prefix + name + "/", into, depth + 1);
    } else {
      byte[] contents = size == 0 ? new byte[0] : chain(cluster, name);
      if (contents.length < size) {
        throw new TornVolumeException("the file " + name + " is shorter than its entry says");
      }
      into.put(prefix + name, Arrays.copyOf(contents, (int) size));
    }
  }

  private static String name(byte[] entry, String longName) throws TornVolumeException {
    String plain = FatNames.text(lowered(Arrays.copyOf(entry, 11), entry[12]));
    String name = longName.isEmpty() ? plain : longName;
    boolean bad = name.isBlank() || name.equals(".") || name.equals("..") || name.length() > 255;
    if (bad || name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7F)) {
      throw new TornVolumeException("a name that no drive may have");
    }
    return name;
  }

  /** Two flags say that a short name's base or ending is meant in lower case (Windows NT). */
  private static byte[] lowered(byte[] shortName, int flags) {
    for (int i = 0; i < shortName.length; i++) {
      boolean lower = (flags & (i < 8 ? 0x08 : 0x10)) != 0;
      if (lower && shortName[i] >= 'A' && shortName[i] <= 'Z') {
        shortName[i] = (byte) (shortName[i] | 0x20);
      }
    }
    return shortName;
  }

  private byte[] chain(int first, String name) throws TornVolumeException {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    int left = shape.clusters();
    int end = shape.fat12() ? 0xFF8 : 0xFFF8;
    for (int cluster = first; cluster < end; cluster = next(cluster)) {
      if (cluster < 2 || cluster >= shape.clusters() + 2 || left-- == 0) {
        throw new TornVolumeException("the chain of " + name + " leads nowhere");
      }
      int sector = shape.dataSector() + (cluster - 2) * shape.clusterSectors();
      contents.write(volume, sector * FatShape.SECTOR, shape.clusterBytes());
    }
    return contents.toByteArray();
  }

  private int next(int cluster) {
    int table = FatShape.SECTOR;
    if (!shape.fat12()) {
      return word(table + cluster * 2);
    }
    int pair = word(table + cluster * 3 / 2);
    return cluster % 2 == 0 ? pair & 0xFFF : pair >> 4;
  }

  private int word(int at) {
    return (volume[at] & 0xFF) | (volume[at + 1] & 0xFF) << 8;
  }
}
