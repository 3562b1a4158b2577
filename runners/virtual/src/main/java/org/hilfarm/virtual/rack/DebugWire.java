package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.Slot;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.pty.SerialPort;

/**
 * The adapter that listens to a board's debug UART: a serial port of the rack that is there whether
 * the board has power or not. What the host writes to it goes nowhere. Any thread may use it.
 *
 * @param node its device node, for a slot that has one
 */
record DebugWire(Optional<Path> node, Optional<SerialPort> port) implements AutoCloseable {
  /** Plugged in where the slot says so. */
  static DebugWire of(Slot slot, Path root, KernelEvents events) throws IOException {
    if (slot.debugUart().isEmpty()) {
      return new DebugWire(Optional.empty(), Optional.empty());
    }
    Path node = root.resolve(slot.debugUart().get().device()).normalize();
    Files.createDirectories(node.getParent());
    Files.deleteIfExists(node);
    SerialPort port = events.serialPort(new Nobody());
    Files.createSymbolicLink(node, port.hostEnd());
    return new DebugWire(Optional.of(node), Optional.of(port));
  }

  void say(byte[] bytes) {
    port.ifPresent(p -> p.send(p.baud() == DebugUart.USUAL_BAUD ? bytes : noise(bytes)));
  }

  /** What a listener at another speed makes of it: start and data bits fall anywhere. */
  private static byte[] noise(byte[] bytes) {
    byte[] heard = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      heard[i] = (byte) (0x80 | bytes[i] * 37 + i);
    }
    return heard;
  }

  @Override
  public void close() throws IOException {
    if (node.isPresent()) {
      Files.deleteIfExists(node.get());
    }
    port.ifPresent(SerialPort::close);
  }

  private static final class Nobody implements SerialPort.Listener {
    @Override
    public void opened() {}

    @Override
    public void received(byte[] bytes) {}

    @Override
    public void closed(int baud) {}
  }
}
