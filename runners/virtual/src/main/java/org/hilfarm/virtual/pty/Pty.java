package org.hilfarm.virtual.pty;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The board's end of a pseudo-terminal, raw and never blocking. Not closed on exec would be seen as
 * never hung up by child processes, so it is. One thread at a time.
 */
final class Pty implements AutoCloseable {
  private static final int READ_LIMIT = 16384;
  private static final int HUNG_UP = -1;

  private final int fd;
  private final Path hostEnd;
  private final byte[] buffer = new byte[READ_LIMIT];
  private boolean closed;

  private Pty(int fd, Path hostEnd) {
    this.fd = fd;
    this.hostEnd = hostEnd;
  }

  static Pty open() throws IOException {
    int fd = LibC.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
    if (fd < 0) {
      throw failed("make a pseudo-terminal");
    }
    byte[] name = new byte[128];
    byte[] termios = new byte[256];
    if (LibC.grantpt(fd) != 0
        || LibC.unlockpt(fd) != 0
        || LibC.ptsname_r(fd, name, new NativeLong(name.length)) != 0
        || LibC.tcgetattr(fd, termios) != 0) {
      IOException e = failed("set up a pseudo-terminal");
      LibC.close(fd);
      throw e;
    }
    LibC.cfmakeraw(termios);
    LibC.tcsetattr(fd, 0, termios);
    return new Pty(fd, Path.of(text(name)));
  }

  private static String text(byte[] zeroEnded) {
    int end = 0;
    while (zeroEnded[end] != 0) {
      end++;
    }
    return new String(zeroEnded, 0, end, StandardCharsets.US_ASCII);
  }

  static IOException failed(String what) {
    return new IOException("cannot " + what + ": errno " + Native.getLastError());
  }

  int fd() {
    return fd;
  }

  /** What the host opens, such as {@code /dev/pts/7}. */
  Path hostEnd() {
    return hostEnd;
  }

  /** What the host has written; empty when there is nothing now, or nobody has it open. */
  byte[] read() {
    int n = LibC.read(fd, buffer, new NativeLong(buffer.length)).intValue();
    return n <= 0 ? new byte[0] : Arrays.copyOf(buffer, n);
  }

  /** How many of the bytes the kernel took; 0 when its buffer is full, -1 when hung up. */
  int write(byte[] bytes) {
    int n = LibC.write(fd, bytes, new NativeLong(bytes.length)).intValue();
    if (n >= 0) {
      return n;
    }
    int errno = Native.getLastError();
    return errno == LibC.EAGAIN || errno == LibC.EINTR ? 0 : HUNG_UP;
  }

  /** The speed the host set, in baud. */
  int baud() {
    byte[] termios2 = new byte[64];
    if (LibC.ioctl(fd, new NativeLong(LibC.TCGETS2), termios2) != 0) {
      return 0;
    }
    return ByteBuffer.wrap(termios2).order(ByteOrder.LITTLE_ENDIAN).getInt(LibC.OUTPUT_SPEED);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.close(fd);
    }
  }
}
