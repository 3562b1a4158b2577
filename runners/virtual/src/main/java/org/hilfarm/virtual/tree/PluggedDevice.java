package org.hilfarm.virtual.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.hilfarm.model.board.PortPath;

/** A device the host sees, until it is closed. One thread at a time. */
public final class PluggedDevice implements AutoCloseable {
  private static final int NONE = -1;

  private final RackTree tree;
  private final PortPath port;
  private final int number;
  private int tty = NONE;
  private int disk = NONE;

  private PluggedDevice(RackTree tree, PortPath port) {
    this.tree = tree;
    this.port = port;
    this.number = tree.numbers().nextDevice();
  }

  static PluggedDevice plug(RackTree tree, PortPath port, Enumeration shown) throws IOException {
    PluggedDevice device = new PluggedDevice(tree, port);
    try {
      device.makeNodes(shown);
      Path prepared = device.prepare(shown);
      Files.move(prepared, device.folder(), StandardCopyOption.ATOMIC_MOVE);
      return device;
    } catch (IOException e) {
      device.removeNodes();
      throw e;
    }
  }

  /** The node of its drive. */
  public Optional<Path> disk() {
    return disk == NONE ? Optional.empty() : Optional.of(diskNode());
  }

  private void makeNodes(Enumeration shown) throws IOException {
    if (shown.tty().isPresent()) {
      tty = tree.numbers().takeTty();
      Files.createSymbolicLink(ttyNode(), shown.tty().get());
    }
    if (shown.disk().isPresent()) {
      disk = tree.numbers().takeDisk();
      Files.move(shown.disk().get(), diskNode(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path prepare(Enumeration shown) throws IOException {
    Path folder = Files.createDirectories(tree.aside().resolve("in-" + number));
    SysfsDevice.write(
        folder,
        new SysfsDevice.Attributes(
            shown.identity().id(),
            shown.identity().manufacturer(),
            shown.identity().product(),
            tree.serial(port, shown.serial()),
            port.value().substring(0, port.value().indexOf('-')),
            number));
    if (tty != NONE) {
      Files.createDirectories(folder.resolve(port + ":1.0/tty").resolve(ttyNode().getFileName()));
    }
    if (disk != NONE) {
      String storage = port + (tty == NONE ? ":1.0" : ":1.2");
      String scsi = "host%1$d/target%1$d:0:0/%1$d:0:0:0/block".formatted(number);
      Files.createDirectories(
          folder.resolve(storage).resolve(scsi).resolve(diskNode().getFileName()));
    }
    return folder;
  }

  private Path folder() {
    return tree.devices().resolve(port.value());
  }

  private Path ttyNode() {
    return tree.dev().resolve("ttyACM" + tty);
  }

  private Path diskNode() {
    return tree.dev().resolve(Numbers.diskName(disk));
  }

  private void removeNodes() throws IOException {
    if (tty != NONE) {
      Files.deleteIfExists(ttyNode());
      tree.numbers().freeTty(tty);
      tty = NONE;
    }
    if (disk != NONE) {
      Files.deleteIfExists(diskNode());
      tree.numbers().freeDisk(disk);
      disk = NONE;
    }
  }

  /** The host loses the device. */
  @Override
  public void close() throws IOException {
    Path gone = tree.aside().resolve("out-" + number);
    if (Files.exists(folder())) {
      Files.move(folder(), gone, StandardCopyOption.ATOMIC_MOVE);
    }
    removeNodes();
    Folders.delete(gone);
  }
}
