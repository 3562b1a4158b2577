package org.hilfarm.virtual.rack;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.time.Deadline;

/** A serial port as a program on the host has it open. */
final class HostPort implements AutoCloseable {
  private final FileOutputStream out;
  private final FileInputStream in;

  HostPort(Path node) throws IOException {
    out = new FileOutputStream(node.toFile());
    in = new FileInputStream(node.toFile());
  }

  /** A debug UART's: at the speed that boards send at, or it is noise. */
  static HostPort debugUart(Path node) throws IOException, InterruptedException {
    HostPort port = new HostPort(node);
    Process stty = new ProcessBuilder("stty", "-F", node.toString(), "115200").inheritIO().start();
    if (stty.waitFor() != 0) {
      port.close();
      throw new IOException("stty could not set the speed of " + node);
    }
    return port;
  }

  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] read(int bytes) throws IOException {
    return in.readNBytes(bytes);
  }

  String readLine() throws IOException {
    return readUntil("\n").strip();
  }

  String readUntil(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    Deadline deadline = Deadline.after(Duration.ofSeconds(10));
    while (text.indexOf(end) < 0) {
      if (deadline.passed()) {
        throw new AssertionError("no \"" + end + "\" within 10 s, only \"" + text + "\"");
      }
      if (in.available() > 0) {
        text.append((char) in.read());
      } else {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
    out.close();
  }
}
