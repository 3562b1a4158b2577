package org.hilfarm.virtual.usb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hilfarm.virtual.pty.KernelEvents;

/** Tells each board when the host writes to its drive. Any thread may use it. */
public final class DiskWatch {
  private final ConcurrentMap<String, Runnable> boards = new ConcurrentHashMap<>();

  public DiskWatch(KernelEvents events, Path dev) throws IOException {
    events.watch(
        dev,
        (name, finished) -> {
          Runnable board = boards.get(name);
          if (board != null) {
            board.run();
          }
        });
  }

  void watch(Path node, Runnable written) {
    boards.put(node.getFileName().toString(), written);
  }

  void forget(Path node) {
    boards.remove(node.getFileName().toString());
  }
}
