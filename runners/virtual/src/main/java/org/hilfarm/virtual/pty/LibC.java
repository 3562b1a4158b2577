package org.hilfarm.virtual.pty;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The few functions of libc that Java has no words for, with Linux' numbers for them. */
final class LibC {
  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final short POLLIN = 0x1;
  static final short POLLOUT = 0x4;
  static final short POLLHUP = 0x10;

  static final int IN_MODIFY = 0x2;
  static final int IN_CLOSE_WRITE = 0x8;
  static final int IN_OPEN = 0x20;
  static final int IN_MOVED_TO = 0x80;

  static final int EAGAIN = 11;
  static final int EINTR = 4;
  static final int SEEK_DATA = 3;
  static final int SEEK_HOLE = 4;

  /** {@code ioctl} request TCGETS2 and where {@code c_ospeed} is in its {@code termios2}. */
  static final long TCGETS2 = 0x802C542AL;

  static final int OUTPUT_SPEED = 40;

  static {
    Native.register("c");
  }

  private LibC() {}

  static native int posix_openpt(int flags);

  static native int grantpt(int fd);

  static native int unlockpt(int fd);

  static native int ptsname_r(int fd, byte[] name, NativeLong length);

  static native int tcgetattr(int fd, byte[] termios);

  static native void cfmakeraw(byte[] termios);

  static native int tcsetattr(int fd, int when, byte[] termios);

  static native int ioctl(int fd, NativeLong request, byte[] argument);

  static native NativeLong read(int fd, byte[] into, NativeLong length);

  static native NativeLong write(int fd, byte[] from, NativeLong length);

  static native int poll(Pointer fds, NativeLong count, int timeoutMillis);

  static native int eventfd(int initial, int flags);

  static native int inotify_init1(int flags);

  static native int inotify_add_watch(int fd, String path, int mask);

  static native int inotify_rm_watch(int fd, int watch);

  static native int open(String path, int flags);

  static native NativeLong lseek(int fd, NativeLong offset, int whence);

  static native int close(int fd);
}
