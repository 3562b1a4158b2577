package org.hilfarm.virtual.pty;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which parts of a sparse file have been written, by the file system's own account. */
public final class WrittenRanges {
  /** From the first byte to the one behind the last. */
  public record Range(long start, long end) {}

  private WrittenRanges() {}

  /** The written ranges at or behind an offset; where the file system cannot tell, all of it. */
  public static List<Range> of(Path file, long from) throws IOException {
    int fd = LibC.open(file.toString(), LibC.O_CLOEXEC);
    if (fd < 0) {
      throw Pty.failed("read " + file);
    }
    try {
      List<Range> ranges = new ArrayList<>();
      long start = seek(fd, from, LibC.SEEK_DATA);
      while (start >= 0) {
        long end = seek(fd, start, LibC.SEEK_HOLE);
        ranges.add(new Range(start, end));
        start = seek(fd, end, LibC.SEEK_DATA);
      }
      return ranges;
    } finally {
      LibC.close(fd);
    }
  }

  private static long seek(int fd, long offset, int whence) {
    return LibC.lseek(fd, new NativeLong(offset), whence).longValue();
  }
}
