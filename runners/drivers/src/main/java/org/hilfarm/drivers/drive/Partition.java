package org.hilfarm.drivers.drive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where on a drive its FAT volume begins. */
final class Partition {
  private static final int SECTOR = 512;
  private static final int FIRST_ENTRY = 446;
  private static final int START_IN_ENTRY = 8;

  private Partition() {}

  /**
   * The volume's first byte: that of the first partition, or 0 where the volume is the whole drive.
   * CircuitPython shows a partition table it makes up (supervisor/shared/flash.c).
   */
  static long startsAt(Path disk) throws IOException {
    byte[] sector;
    try (InputStream in = Files.newInputStream(disk)) {
      sector = in.readNBytes(SECTOR);
    }
    if (sector.length < SECTOR) {
      throw new IOException("the drive " + disk + " has only " + sector.length + " bytes");
    }
    int first = sector[0] & 0xff;
    boolean bootCode = first == 0xeb || first == 0xe9;
    long start =
        ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN).getInt(FIRST_ENTRY + START_IN_ENTRY)
            & 0xffffffffL;
    return bootCode ? 0 : start * SECTOR;
  }
}
