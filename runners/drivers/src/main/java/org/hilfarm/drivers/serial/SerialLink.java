package org.hilfarm.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.hilfarm.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A serial port, opened for good: after a re-plug a new one is opened. Opening raises DTR, without
 * which CircuitPython says nothing (supervisor/shared/serial.c).
 *
 * <p>One thread a port reads, blocking; the library's listeners spin when a port vanishes. The
 * library ignores write timeouts on Linux, so that thread also looks after writes: one that is
 * overdue loses its port, at most half a second late.
 */
public final class SerialLink implements ByteLink {
  private static final int BAUD = 115_200;
  private static final int STACK_BYTES = 256 * 1024;
  private static final int READ_BYTES = 16 * 1024;
  private static final int LOOK_EVERY_MS = 500;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);

  private final Path path;
  private final SerialPort port;
  private final Runnable closePort;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable Deadline> writing = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

  SerialLink(Path path, SerialPort port, Runnable closePort) {
    this.path = path;
    this.port = port;
    this.closePort = closePort;
  }

  /** Opens a port at 115200 baud. Throws where it is not there, not ours, or in use. */
  public static SerialLink open(Path path) throws IOException {
    return open(path, BAUD);
  }

  /** The same at another speed. */
  public static SerialLink open(Path path, int baud) throws IOException {
    SerialPort port = port(path, baud);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, LOOK_EVERY_MS, 0);
    openOrThrow(path, port);
    return new SerialLink(path, port, port::closePort);
  }

  /**
   * Opens a port at an unusual speed and closes it again: at 1200 baud the Arduino way to ask for a
   * bootloader (CircuitPython: supervisor/shared/usb/usb_device.c).
   */
  public static void touch(Path path, int baud) throws IOException {
    SerialPort port = port(path, baud);
    openOrThrow(path, port);
    boolean closed =
        PortCalls.close(
            path,
            () -> {
              port.clearDTR(); // a port without control lines says no; closing drops DTR anyhow
              port.closePort();
            },
            CLOSE_WITHIN);
    if (!closed) {
      throw new IOException(
          "serial port %s was opened at %d baud, and its driver does not let go of it: cut its power"
              .formatted(path, baud));
    }
  }

  private static SerialPort port(Path path, int baud) throws IOException {
    try {
      // looked up anew at each open: the library resolves links only once
      SerialPort port = SerialPort.getCommPort(path.toString());
      port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
      port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
      return port;
    } catch (SerialPortInvalidPortException e) {
      throw new IOException("cannot open serial port " + path + ": it is not there", e);
    }
  }

  private static void openOrThrow(Path path, SerialPort port) throws IOException {
    if (!PortCalls.open(path, () -> port.openPort(0), port::closePort, OPEN_WITHIN)) {
      if (!Files.exists(path)) {
        throw new IOException("cannot open serial port " + path + ": it is not there");
      }
      throw new IOException(
          "cannot open serial port "
              + path
              + " (error "
              + port.getLastErrorCode()
              + "): another program has it open, or there is no right to it (group dialout)");
    }
  }

  @Override
  public void start(Receiver receiver) {
    Thread thread =
        Thread.ofPlatform()
            .name("serial " + path.getFileName())
            .daemon()
            .stackSize(STACK_BYTES)
            .unstarted(() -> read(receiver));
    if (!reader.compareAndSet(null, thread)) {
      throw new IllegalStateException("serial port " + path + " has a receiver already");
    }
    thread.start();
  }

  private void read(Receiver receiver) {
    byte[] buffer = new byte[READ_BYTES];
    int count = 0;
    while (count >= 0 && !closed.get()) {
      count = port.readBytes(buffer, buffer.length);
      if (count > 0) {
        receiver.received(Arrays.copyOf(buffer, count));
      }
      Deadline write = writing.get();
      if (write != null && write.passed()) {
        shut();
      }
    }
    receiver.lost(
        closed.get()
            ? "serial port " + path + " was closed"
            : "serial port " + path + " is gone: the board was unplugged or reset");
    shut();
  }

  @Override
  public void write(byte[] bytes, Deadline deadline) throws IOException {
    writing.set(deadline);
    int written = 0;
    try {
      while (written < bytes.length && !closed.get()) {
        int count = port.writeBytes(bytes, bytes.length - written, written);
        if (count <= 0) {
          break;
        }
        written += count;
      }
    } finally {
      writing.set(null);
    }
    if (written < bytes.length) {
      boolean overdue = deadline.passed();
      shut();
      throw new LinkLostException(
          overdue
              ? "%s took %d of %d bytes in %d ms; the port was closed"
                  .formatted(where(), written, bytes.length, deadline.budget().toMillis())
              : "%s is gone: it took %d of %d bytes".formatted(where(), written, bytes.length));
    }
  }

  @Override
  public String where() {
    return "serial port " + path;
  }

  private void shut() {
    if (closed.compareAndSet(false, true)) {
      var unused = PortCalls.close(path, closePort, CLOSE_WITHIN);
    }
  }

  @Override
  public void close() {
    shut();
    Thread thread = reader.get();
    if (thread != null && thread != Thread.currentThread()) {
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
