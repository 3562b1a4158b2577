package org.hilfarm.virtual.fat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;

/** Writes a fresh volume with some files; sectors that hold nothing stay holes in the image. */
public final class FatWriter {
  private final FatShape shape;
  private final FileChannel image;
  private final int[] fat;
  private int next = 2;

  private FatWriter(FatShape shape, FileChannel image) {
    this.shape = shape;
    this.image = image;
    this.fat = new int[shape.clusters() + 2];
    fat[0] = 0xFFF8;
    fat[1] = 0xFFFF;
  }

  /** Makes the image of a new drive. */
  public static void create(Path file, FatShape shape, DriveTree tree) throws IOException {
    write(file, shape, tree, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Rewrites a drive in place: who has it open sees the new files. */
  public static void rewrite(Path file, FatShape shape, DriveTree tree) throws IOException {
    write(file, shape, tree);
  }

  private static void write(
      Path file, FatShape shape, DriveTree tree, StandardOpenOption... options) throws IOException {
    StandardOpenOption[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = StandardOpenOption.WRITE;
    try (FileChannel image = FileChannel.open(file, all)) {
      new FatWriter(shape, image).write(tree);
    }
  }

  private void write(DriveTree tree) throws IOException {
    long end = (long) (shape.hiddenSectors() + shape.sectors()) * FatShape.SECTOR;
    if (image.size() < end) {
      image.write(ByteBuffer.allocate(1), end - 1);
    }
    if (shape.hiddenSectors() > 0) {
      image.write(ByteBuffer.wrap(shape.partitionTable()), 0);
    }
    at(0, shape.bootSector());
    byte[] root = folder(tree, "", 0);
    if (root.length > shape.rootSectors() * FatShape.SECTOR) {
      throw new IOException("the drive " + shape.label() + " has no room in its root folder");
    }
    at(shape.rootSector(), Arrays.copyOf(root, shape.rootSectors() * FatShape.SECTOR));
    byte[] table = table();
    for (int copy = 0; copy < shape.fats(); copy++) {
      at(1 + copy * shape.fatSectors(), table);
    }
  }

  /** The entries of one folder; its files are written on the way. */
  private byte[] folder(DriveTree tree, String prefix, int parent) throws IOException {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    FatNames names = new FatNames();
    int self = 0;
    if (prefix.isEmpty()) {
      entries.write(FatEntry.label(shape.paddedLabel()));
    } else {
      self = next;
      allocate(shape.clusterBytes() * folderClusters(tree, prefix));
      entries.write(FatEntry.of(FatNames.DOT, FatEntry.FOLDER, self, 0));
      entries.write(FatEntry.of(FatNames.DOT_DOT, FatEntry.FOLDER, parent, 0));
    }
    for (Map.Entry<String, byte[]> e : tree.entries().tailMap(prefix).entrySet()) {
      if (!e.getKey().startsWith(prefix)) {
        break;
      }
      String name = e.getKey().substring(prefix.length());
      int slash = name.indexOf('/');
      if (name.isEmpty() || (slash >= 0 && slash < name.length() - 1)) {
        continue;
      }
      entries.write(entry(tree, e, slash >= 0 ? name.substring(0, slash) : name, names, self));
    }
    byte[] bytes = entries.toByteArray();
    if (self != 0) {
      data(self, bytes);
    }
    return bytes;
  }

  private byte[] entry(
      DriveTree tree, Map.Entry<String, byte[]> e, String name, FatNames names, int self)
      throws IOException {
    byte[] shortName = names.shortName(name);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FatNames.longEntries(name, shortName));
    if (e.getKey().endsWith("/")) {
      int first = next;
      folder(tree, e.getKey(), self);
      out.write(FatEntry.of(shortName, FatEntry.FOLDER, first, 0));
    } else {
      int first = allocate(e.getValue().length);
      data(first, e.getValue());
      out.write(FatEntry.of(shortName, FatEntry.FILE, first, e.getValue().length));
    }
    return out.toByteArray();
  }

  /** Clusters a folder needs, when every entry took the most an entry can take. */
  private int folderClusters(DriveTree tree, String prefix) {
    int slots = 2;
    for (String path : tree.entries().tailMap(prefix).keySet()) {
      if (path.startsWith(prefix)) {
        slots += 2 + (path.length() - prefix.length()) / FatNames.LONG_CHARACTERS;
      }
    }
    return (slots * FatEntry.SIZE + shape.clusterBytes() - 1) / shape.clusterBytes();
  }

  private int allocate(int bytes) throws IOException {
    int clusters = (bytes + shape.clusterBytes() - 1) / shape.clusterBytes();
    if (clusters == 0) {
      return 0;
    }
    if (next + clusters > fat.length) {
      throw new IOException("the drive " + shape.label() + " is full");
    }
    int first = next;
    for (int i = 1; i < clusters; i++) {
      fat[next] = next + 1;
      next++;
    }
    fat[next++] = 0xFFFF;
    return first;
  }

  /** Chains are never broken up here, so contents lie in one piece. */
  private void data(int first, byte[] bytes) throws IOException {
    if (first >= 2) {
      int whole = (bytes.length + FatShape.SECTOR - 1) / FatShape.SECTOR * FatShape.SECTOR;
      at(shape.dataSector() + (first - 2) * shape.clusterSectors(), Arrays.copyOf(bytes, whole));
    }
  }

  private byte[] table() {
    byte[] table = new byte[shape.fatSectors() * FatShape.SECTOR];
    for (int i = 0; i < next; i++) {
      if (shape.fat12()) {
        int at = i * 3 / 2;
        int value = (fat[i] & 0xFFF) << (i % 2 * 4);
        table[at] |= (byte) value;
        table[at + 1] |= (byte) (value >> 8);
      } else {
        table[i * 2] = (byte) fat[i];
        table[i * 2 + 1] = (byte) (fat[i] >> 8);
      }
    }
    return table;
  }

  private void at(int sector, byte[] bytes) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    long position = (long) (shape.hiddenSectors() + sector) * FatShape.SECTOR;
    while (from.hasRemaining()) {
      position += image.write(from, position);
    }
  }
}
