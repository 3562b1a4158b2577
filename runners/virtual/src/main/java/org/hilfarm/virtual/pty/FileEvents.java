package org.hilfarm.virtual.pty;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One inotify instance: files written below watched folders, and devices opened. */
final class FileEvents implements AutoCloseable {
  private static final int HEADER = 16;
  private static final int WRITES = LibC.IN_MODIFY | LibC.IN_CLOSE_WRITE | LibC.IN_MOVED_TO;

  /** Called with the event's mask and the name of the file, empty for the watched thing itself. */
  @FunctionalInterface
  interface Handler {
    void happened(int mask, String name);
  }

  private final int fd;
  private final byte[] buffer = new byte[65536];
  private final Map<Integer, Handler> handlers = new HashMap<>();

  FileEvents() throws IOException {
    fd = LibC.inotify_init1(LibC.O_NONBLOCK | LibC.O_CLOEXEC);
    if (fd < 0) {
      throw Pty.failed("watch files (inotify)");
    }
  }

  int fd() {
    return fd;
  }

  int watchWrites(Path folder, Handler handler) throws IOException {
    return watch(folder, WRITES, handler);
  }

  int watchOpens(Path device, Handler handler) throws IOException {
    return watch(device, LibC.IN_OPEN, handler);
  }

  private synchronized int watch(Path path, int mask, Handler handler) throws IOException {
    int watch = LibC.inotify_add_watch(fd, path.toString(), mask);
    if (watch < 0) {
      throw Pty.failed("watch " + path);
    }
    handlers.put(watch, handler);
    return watch;
  }

  synchronized void forget(int watch) {
    if (handlers.remove(watch) != null) {
      LibC.inotify_rm_watch(fd, watch);
    }
  }

  /** Handles what has happened; returns when there is no more. */
  void dispatch() {
    for (int n = read(); n > 0; n = read()) {
      ByteBuffer events = ByteBuffer.wrap(buffer, 0, n).order(ByteOrder.nativeOrder());
      while (events.remaining() >= HEADER) {
        int watch = events.getInt();
        int mask = events.getInt();
        events.getInt();
        byte[] name = new byte[events.getInt()];
        events.get(name);
        Handler handler = handler(watch);
        if (handler != null) {
          handler.happened(mask, new String(name, StandardCharsets.UTF_8).replace("\0", ""));
        }
      }
    }
  }

  private int read() {
    return LibC.read(fd, buffer, new NativeLong(buffer.length)).intValue();
  }

  private synchronized @Nullable Handler handler(int watch) {
    return handlers.get(watch);
  }

  @Override
  public void close() {
    LibC.close(fd);
  }
}
