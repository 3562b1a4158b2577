package org.hilfarm.drivers.flash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/** Asks a drive whether it is a bootloader's. */
public final class DriveInfo {
  private DriveInfo() {}

  /**
   * What its INFO_UF2.TXT says; empty where the drive has none or cannot be read.
   *
   * @param tools where mtools is
   * @param disk the drive's node
   */
  public static Optional<BootDriveInfo> of(Tools tools, Path disk, Deadline deadline)
      throws InterruptedException {
    try {
      String name = String.valueOf(disk.getFileName());
      return Optional.of(new BootVolume(tools, disk, name).info(deadline));
    } catch (IOException | ToolMissingException none) {
      return Optional.empty();
    }
  }
}
