package org.hilfarm.virtual.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.virtual.fat.DriveTree;
import org.hilfarm.virtual.fat.FatReader;
import org.hilfarm.virtual.fat.FatShape;
import org.hilfarm.virtual.fat.FatWriter;
import org.hilfarm.virtual.fat.TornVolumeException;
import org.hilfarm.virtual.tree.Folders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CIRCUITPY volume as the firmware sees it, a folder, and as the host sees it, a FAT volume
 * behind a partition table in sector 0 (circuitpython supervisor/shared/flash.c fakes one, with the
 * partition at sector 1). Called on the board's thread.
 */
public final class CircuitPyDrive {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitPyDrive.class);
  private static final String LABEL = "CIRCUITPY";

  private final Path folder;
  private final FatShape shape;
  private Optional<Path> node = Optional.empty();

  /** A drive of so many bytes whose files are in this folder. */
  public CircuitPyDrive(Path folder, long bytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.shape = new FatShape(LABEL, (int) (bytes / FatShape.SECTOR) - 1, 1, 1, 512, 1);
  }

  public Path folder() {
    return folder;
  }

  /** Makes the image that the host is going to see. */
  public Path makeImage(Path workshop) throws IOException {
    Path image = workshop.resolve("circuitpy.img");
    FatWriter.create(image, shape, DriveTree.of(folder));
    return image;
  }

  /** From now on the host sees the drive here. */
  public void shownAt(Path disk) {
    node = Optional.of(disk);
  }

  /** The host has lost the drive; what it wrote last counts. */
  public void vanished() {
    node = Optional.empty();
  }

  /** Takes its file system off it; an empty one would be kept. */
  public void erase() throws IOException {
    Files.deleteIfExists(formatted());
    List<Path> all;
    try (Stream<Path> children = Files.list(folder)) {
      all = children.toList();
    }
    for (Path each : all) {
      Folders.delete(each);
    }
  }

  /** Whether there is no file system; from then on there is one. */
  public boolean formats() throws IOException {
    Path sign = formatted();
    try (Stream<Path> content = Files.list(folder)) {
      boolean made = Files.exists(sign) || content.findAny().isPresent();
      Files.write(sign, new byte[0]);
      return !made;
    }
  }

  /** Is there once the firmware has made a file system. */
  private Path formatted() {
    return folder.resolveSibling(folder.getFileName() + ".formatted");
  }

  /** The firmware changed the folder: the host's view follows. */
  public void folderChanged() throws IOException {
    if (node.isPresent()) {
      FatWriter.rewrite(node.get(), shape, DriveTree.of(folder));
    }
  }

  /**
   * The host wrote: the folder follows, unless the volume contradicts itself, as it does half-way
   * through a write.
   *
   * @return whether files changed
   */
  public boolean hostWrote() throws IOException {
    if (node.isEmpty()) {
      return false;
    }
    try {
      DriveTree seen = FatReader.read(node.get(), shape);
      DriveTree before = DriveTree.of(folder);
      if (seen.same(before)) {
        return false;
      }
      follow(before, seen);
      return true;
    } catch (TornVolumeException e) {
      LOG.debug("{} is being written to: {}", node.get(), e.getMessage());
      return false;
    }
  }

  private void follow(DriveTree before, DriveTree seen) throws IOException {
    for (String path : before.entries().reversed().keySet()) {
      if (!seen.entries().containsKey(path)) {
        Folders.delete(folder.resolve(path));
      }
    }
    for (var entry : seen.entries().entrySet()) {
      try {
        put(entry.getKey(), entry.getValue());
      } catch (InvalidPathException e) {
        LOG.warn("a name on the drive {} cannot be kept on this machine; skipped", node.get());
      }
    }
  }

  private void put(String path, byte[] contents) throws IOException {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder.normalize())) {
      return;
    }
    if (path.endsWith("/")) {
      Files.createDirectories(file);
    } else if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), contents)) {
      Files.createDirectories(file.getParent());
      Files.write(file, contents);
    }
  }
}
