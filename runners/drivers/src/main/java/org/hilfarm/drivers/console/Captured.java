package org.hilfarm.drivers.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A stretch of output: handed on as it comes, its head kept. */
final class Captured {
  private final Consumer<byte[]> consumer;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private long size;

  Captured(Consumer<byte[]> consumer) {
    this.consumer = consumer;
  }

  void add(byte[] bytes) {
    if (bytes.length > 0) {
      consumer.accept(bytes);
      size += bytes.length;
      head.write(bytes, 0, Math.min(bytes.length, Execution.KEPT_BYTES - head.size()));
    }
  }

  /** How much there was, kept or not. */
  long size() {
    return size;
  }

  /** The console turns each line feed into CR LF; this turns it back. */
  String text() {
    return head.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
