package org.hilfarm.virtual.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialPortTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final SerialPort.Listener listener =
      new SerialPort.Listener() {
        @Override
        public void opened() {
          heard.add("opened");
        }

        @Override
        public void received(byte[] bytes) {
          heard.add(new String(bytes, StandardCharsets.US_ASCII));
        }

        @Override
        public void closed(int baud) {
          heard.add("closed");
        }
      };

  private String next() throws InterruptedException {
    String event = heard.poll(10, TimeUnit.SECONDS);
    assertThat(event).as("an event within 10 s").isNotNull();
    return event == null ? "" : event;
  }

  @Test
  void open_bytes_and_close_are_heard_in_order_again_and_again() throws Exception {
    try (KernelEvents events = new KernelEvents("test");
        SerialPort port = events.serialPort(listener)) {
      for (int i = 0; i < 3; i++) {
        try (FileOutputStream out = new FileOutputStream(port.hostEnd().toFile())) {
          assertThat(next()).isEqualTo("opened");
          assertThat(port.isOpen()).isTrue();
          out.write("hello".getBytes(StandardCharsets.US_ASCII));
          assertThat(next()).isEqualTo("hello");
        }
        assertThat(next()).isEqualTo("closed");
        assertThat(port.isOpen()).isFalse();
      }
    }
  }

  @Test
  void what_is_sent_while_nobody_has_it_open_is_lost() throws Exception {
    try (KernelEvents events = new KernelEvents("test");
        SerialPort port = events.serialPort(listener)) {
      port.send("lost".getBytes(StandardCharsets.US_ASCII));
      try (FileInputStream in = new FileInputStream(port.hostEnd().toFile())) {
        assertThat(next()).isEqualTo("opened");
        port.send("x".getBytes(StandardCharsets.US_ASCII));
        assertThat((char) in.read()).isEqualTo('x');
      }
    }
  }

  @Test
  void half_a_megabyte_arrives_whole_at_a_reader_that_starts_late() throws Exception {
    byte[] sent = new byte[512 << 10];
    new Random(1).nextBytes(sent);
    try (KernelEvents events = new KernelEvents("test");
        SerialPort port = events.serialPort(listener);
        FileInputStream in = new FileInputStream(port.hostEnd().toFile())) {
      assertThat(next()).isEqualTo("opened");
      for (int at = 0; at < sent.length; at += 1000) {
        port.send(Arrays.copyOfRange(sent, at, Math.min(at + 1000, sent.length)));
      }
      assertThat(in.readNBytes(sent.length)).isEqualTo(sent);
    }
  }

  @Test
  void an_unplugged_port_hangs_up_on_its_reader() throws Exception {
    try (KernelEvents events = new KernelEvents("test")) {
      SerialPort port = events.serialPort(listener);
      Path node = port.hostEnd();
      try (FileInputStream in = new FileInputStream(node.toFile())) {
        assertThat(next()).isEqualTo("opened");
        port.close();
        assertThat(readOrEnd(in)).isNegative();
      }
    }
  }

  private static int readOrEnd(FileInputStream in) {
    try {
      return in.read();
    } catch (IOException hungUp) {
      return -1;
    }
  }
}
