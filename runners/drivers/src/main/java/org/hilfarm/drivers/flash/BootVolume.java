package org.hilfarm.drivers.flash;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * The FAT volume of a bootloader's drive, read and written with mtools: nothing is mounted, no
 * automounter takes part, no root is needed beyond the right to the device node.
 *
 * @param tools where mtools is
 * @param disk the drive's node
 * @param name of its threads: what and for whom
 */
record BootVolume(Tools tools, Path disk, String name) {
  private static final int SECTOR = 512;
  private static final int PARTITIONS = 446;
  private static final Duration READ_TIME = Duration.ofSeconds(10);

  /** What INFO_UF2.TXT says. */
  BootDriveInfo info(Deadline deadline)
      throws IOException, ToolMissingException, InterruptedException {
    Command read = command("mtype").and("::INFO_UF2.TXT");
    return switch (Child.run(name + " mtype", read, line -> {}, deadline.within(READ_TIME))) {
      case Ending.Exited e when e.value() == 0 -> BootDriveInfo.parse(e.output());
      case Ending.Exited e ->
          throw new IOException(
              "INFO_UF2.TXT cannot be read: " + EsptoolOutput.lastLine(e.output()));
      case Ending.Overdue o ->
          throw new IOException(
              "INFO_UF2.TXT could not be read within %d ms".formatted(o.waited().toMillis()));
    };
  }

  /** Copies a file onto it. */
  Ending copy(Path file, Deadline deadline)
      throws IOException, ToolMissingException, InterruptedException {
    Command copy = command("mcopy").and("-o", file.toString(), "::FIRMWARE.UF2");
    return Child.run(name + " mcopy", copy, line -> {}, deadline);
  }

  /** Neither the user's nor the machine's settings of mtools count, only this drive. */
  private Command command(String program) throws IOException, ToolMissingException {
    return Command.of(tools.find(program), "-i", disk + "@@" + offset())
        .with("MTOOLSRC", "/dev/null")
        .with("MTOOLS_SKIP_CHECK", "1")
        .with("LC_ALL", "C");
  }

  /**
   * Where the volume begins: at 0, or behind a partition table (RP2040's ROM has one). A FAT boot
   * sector begins with a jump, a partition table does not. (A channel would take an interrupt for
   * an I/O error.)
   */
  private long offset() throws IOException {
    ByteBuffer first;
    try (InputStream in = new FileInputStream(disk.toFile())) {
      first = ByteBuffer.wrap(in.readNBytes(SECTOR)).order(ByteOrder.LITTLE_ENDIAN);
    }
    if (first.capacity() < SECTOR || (first.getShort(510) & 0xFFFF) != 0xAA55) {
      throw new IOException("its first sector is neither a FAT volume's nor a partition table");
    }
    int jump = first.get(0) & 0xFF;
    return jump == 0xEB || jump == 0xE9
        ? 0
        : Integer.toUnsignedLong(first.getInt(PARTITIONS + 8)) * SECTOR;
  }
}
