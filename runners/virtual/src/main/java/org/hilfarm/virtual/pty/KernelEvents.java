package org.hilfarm.virtual.pty;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that waits for everything the kernel tells a virtual rack: bytes on serial ports,
 * ports opened and closed, files written. It sleeps while nothing happens, whatever the number of
 * boards. Any thread may call; listeners run on this thread and must not block.
 */
public final class KernelEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KernelEvents.class);
  private static final int POLLFD = 8;
  private static final long CLOSE_PATIENCE_MILLIS = 5000;

  /** Told of files written below a folder; must not block. */
  @FunctionalInterface
  public interface FolderListener {
    /**
     * A file changed.
     *
     * @param name the file's, without the folder
     * @param finished whether the writer has closed it (or moved it there), rather than just
     *     written some of it
     */
    void written(String name, boolean finished);
  }

  private final int alarm;
  private final FileEvents files;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Map<SerialPort, Integer> ports = new HashMap<>();
  private final Thread thread;
  private volatile boolean closing;
  private boolean ended;

  /** Starts the thread, named after the rack it serves. */
  public KernelEvents(String rack) throws IOException {
    alarm = LibC.eventfd(0, LibC.O_NONBLOCK | LibC.O_CLOEXEC);
    if (alarm < 0) {
      throw Pty.failed("make an event descriptor");
    }
    files = new FileEvents();
    thread = new Thread(null, this::run, "kernel-events-" + rack, 256 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes a serial port; it has no name in the rack's tree yet. */
  public SerialPort serialPort(SerialPort.Listener listener) throws IOException {
    Pty pty = Pty.open();
    SerialPort port = new SerialPort(this, pty, listener);
    int watch = files.watchOpens(pty.hostEnd(), (mask, name) -> port.noticeOpen());
    tasks.add(() -> ports.put(port, watch));
    wake();
    return port;
  }

  /** Watches the files directly below a folder until the rack closes; one listener a folder. */
  public void watch(Path folder, FolderListener listener) throws IOException {
    var unused =
        files.watchWrites(
            folder, (mask, name) -> listener.written(name, (mask & LibC.IN_MODIFY) == 0));
  }

  /** Closed on the polling thread, so that no other descriptor gets its number too early. */
  void remove(SerialPort port) {
    tasks.add(
        () -> {
          Integer watch = ports.remove(port);
          if (watch != null) {
            files.forget(watch);
            port.release();
          }
        });
    wake();
  }

  /** Never after the end: the descriptor's number may belong to another file then. */
  synchronized void wake() {
    if (!ended) {
      var unused =
          LibC.write(alarm, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, new NativeLong(Long.BYTES));
    }
  }

  private void run() {
    while (!closing) {
      try {
        turn();
      } catch (RuntimeException e) {
        LOG.error("{} goes on after an error of a listener", thread.getName(), e);
      }
    }
    runTasks();
    ports.keySet().forEach(SerialPort::release);
    files.close();
    synchronized (this) {
      ended = true;
      LibC.close(alarm);
    }
  }

  private void turn() {
    List<SerialPort> polled = new ArrayList<>();
    ports.keySet().stream().filter(p -> p.interest() != 0).forEach(polled::add);
    try (Memory fds = new Memory((long) POLLFD * (polled.size() + 2))) {
      ask(fds, 0, alarm, LibC.POLLIN);
      ask(fds, 1, files.fd(), LibC.POLLIN);
      for (int i = 0; i < polled.size(); i++) {
        ask(fds, i + 2, polled.get(i).fd(), polled.get(i).interest());
      }
      LibC.poll(fds, new NativeLong(polled.size() + 2L), -1);
      handle(fds, polled);
    }
  }

  private void handle(Memory fds, List<SerialPort> polled) {
    if (happened(fds, 0) != 0) {
      var unused = LibC.read(alarm, new byte[Long.BYTES], new NativeLong(Long.BYTES));
    }
    for (int i = 0; i < polled.size(); i++) {
      if (happened(fds, i + 2) != 0) {
        polled.get(i).ready(happened(fds, i + 2));
      }
    }
    files.dispatch();
    runTasks();
  }

  private static void ask(Memory fds, int index, int fd, short interest) {
    fds.setInt((long) POLLFD * index, fd);
    fds.setShort((long) POLLFD * index + 4, interest);
    fds.setShort((long) POLLFD * index + 6, (short) 0);
  }

  private static int happened(Memory fds, int index) {
    return fds.getShort((long) POLLFD * index + 6);
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Closes every port and ends the thread. */
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      thread.join(CLOSE_PATIENCE_MILLIS);
      if (thread.isAlive()) {
        LOG.error("{} did not end within {} ms", thread.getName(), CLOSE_PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
