package org.hilfarm.virtual.pty;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A virtual board's serial port. What is sent waits for the host to take it, as USB's flow control
 * does, up to {@link #PENDING_LIMIT} bytes; beyond that, and while nobody has the port open, bytes
 * are dropped. Any thread may send and close.
 */
public final class SerialPort implements AutoCloseable {
  /** Bytes that wait for a slow reader at most. */
  public static final int PENDING_LIMIT = 1 << 20;

  /** Told on the thread of the rack's {@link KernelEvents}; must not block. */
  public interface Listener {
    void opened();

    void received(byte[] bytes);

    /** The last program closed the port, which it had set to this speed. */
    void closed(int baud);
  }

  private final KernelEvents events;
  private final Pty pty;
  private final Listener listener;
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private int pendingBytes;
  private boolean open;
  private boolean held;
  private boolean hungUp;

  SerialPort(KernelEvents events, Pty pty, Listener listener) {
    this.events = events;
    this.pty = pty;
    this.listener = listener;
  }

  /** The device the host opens. */
  public Path hostEnd() {
    return pty.hostEnd();
  }

  /** The speed the host has set, in baud. */
  public int baud() {
    return pty.baud();
  }

  /** Whether a program has it open. */
  public synchronized boolean isOpen() {
    return open;
  }

  /** Sends bytes to the host. */
  public void send(byte[] bytes) {
    boolean waits;
    synchronized (this) {
      if (!open || bytes.length == 0) {
        return;
      }
      boolean idle = pending.isEmpty();
      if (pendingBytes + bytes.length <= PENDING_LIMIT) {
        pending.add(bytes.clone());
        pendingBytes += bytes.length;
      }
      waits = !idle || !flush();
    }
    if (waits) {
      events.wake();
    }
  }

  /** Writes what the kernel takes; true when nothing is left. */
  private synchronized boolean flush() {
    while (!pending.isEmpty()) {
      byte[] next = pending.removeFirst();
      int n = pty.write(next);
      pendingBytes -= n < 0 ? next.length : n;
      if (n >= 0 && n < next.length) {
        pending.addFirst(Arrays.copyOfRange(next, n, next.length));
        return false;
      }
    }
    return true;
  }

  /**
   * Holds back what the host writes, or takes it again: the kernel's buffer fills, and the host
   * waits. A close is told after what was written before it.
   */
  public void hold(boolean back) {
    synchronized (this) {
      if (held == back) {
        return;
      }
      held = back;
      hungUp = false;
    }
    events.wake();
  }

  synchronized short interest() {
    if (!open || hungUp) {
      return 0;
    }
    int in = held ? 0 : LibC.POLLIN;
    return (short) (pending.isEmpty() ? in : in | LibC.POLLOUT);
  }

  int fd() {
    return pty.fd();
  }

  void noticeOpen() {
    synchronized (this) {
      if (open) {
        return;
      }
      open = true;
    }
    listener.opened();
  }

  void ready(int happened) {
    if ((happened & LibC.POLLIN) != 0) {
      byte[] bytes = pty.read();
      if (bytes.length > 0) {
        listener.received(bytes);
        return;
      }
    }
    if ((happened & LibC.POLLHUP) != 0) {
      hangUp();
    } else if ((happened & LibC.POLLOUT) != 0) {
      flush();
    }
  }

  /** Not told, nor asked for again, while bytes from before it are held back. */
  private void hangUp() {
    synchronized (this) {
      hungUp = held;
      if (held) {
        return;
      }
    }
    noticeClosed();
  }

  private void noticeClosed() {
    synchronized (this) {
      open = false;
      pending.clear();
      pendingBytes = 0;
    }
    listener.closed(pty.baud());
  }

  /** Unplugs it: whoever has it open sees a hang-up. */
  @Override
  public void close() {
    synchronized (this) {
      open = false;
      pending.clear();
    }
    events.remove(this);
  }

  void release() {
    pty.close();
  }
}
