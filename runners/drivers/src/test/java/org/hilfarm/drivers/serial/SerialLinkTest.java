package org.hilfarm.drivers.serial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.pty.SerialPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialLinkTest implements SerialPort.Listener {
  private final Path tty;
  private final KernelEvents events;
  private final SerialPort board;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch deaf = new CountDownLatch(1);
  private volatile boolean listens = true;

  SerialLinkTest(@TempDir Path folder) throws IOException {
    events = new KernelEvents("test");
    board = events.serialPort(this);
    tty = Files.createSymbolicLink(folder.resolve("ttyACM7"), board.hostEnd());
  }

  @AfterEach
  void unplug() throws IOException {
    deaf.countDown();
    board.close();
    events.close();
  }

  @Override
  public void opened() {
    heard.add("opened");
  }

  @Override
  public void received(byte[] bytes) {
    if (listens) {
      heard.add(new String(bytes, US_ASCII));
      return;
    }
    try {
      var unused = deaf.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void closed(int baud) {
    heard.add("closed at " + baud);
  }

  @Test
  void a_port_whose_close_blocks_holds_up_nobody() throws Exception {
    var port = com.fazecast.jSerialComm.SerialPort.getCommPort(tty.toString());
    assertThat(port.openPort(0)).isTrue();
    CountDownLatch closed = new CountDownLatch(1);
    Runnable blocks =
        () -> {
          try {
            var unused = deaf.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          port.closePort();
          closed.countDown();
        };
    new SerialLink(tty, port, blocks).close();
    assertThat(closed.getCount()).isOne();
    deaf.countDown();
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void bytes_go_both_ways() throws Exception {
    try (Console console = console()) {
      assertThat(next()).isEqualTo("opened");
      console.send("\r\u0001", soon());
      assertThat(next()).isEqualTo("\r\u0001");
      board.send("raw REPL; CTRL-B to exit\r\n>".getBytes(US_ASCII));
      console.expect("to exit\r\n>", soon());
    }
    assertThat(next()).isEqualTo("closed at 115200");
  }

  @Test
  void an_unplugged_board_is_noticed_and_its_port_closed() throws Exception {
    try (Console console = console()) {
      assertThat(next()).isEqualTo("opened");
      board.close();
      assertThat(console.awaitLost(soon())).isTrue();
      assertThatThrownBy(() -> console.expect(">>> ", soon()))
          .isInstanceOf(LinkLostException.class)
          .hasMessageStartingWith(
              "serial port " + tty + " is gone: the board was unplugged or reset, while waiting");
      assertThatThrownBy(() -> console.send("x", soon()))
          .isInstanceOf(LinkLostException.class)
          .hasMessage("serial port " + tty + " is gone: it took 0 of 1 bytes");
    }
  }

  @Test
  void closing_ends_its_thread() throws Exception {
    Console console = console();
    assertThat(readers()).isEqualTo(1);
    console.close();
    assertThat(readers()).isZero();
  }

  @Test
  void a_board_that_takes_nothing_costs_its_port() throws Exception {
    try (Console console = console()) {
      assertThat(next()).isEqualTo("opened");
      listens = false;
      byte[] much = new byte[1 << 20];
      assertThatThrownBy(() -> console.send(much, Deadline.after(Duration.ofMillis(50))))
          .isInstanceOf(LinkLostException.class)
          .hasMessageMatching(
              "serial port .*ttyACM7 took \\d+ of 1048576 bytes in 50 ms; the port was closed");
      assertThat(console.awaitLost(soon())).isTrue();
    }
  }

  @Test
  void a_touch_is_seen_at_its_speed() throws Exception {
    SerialLink.touch(tty, 1200);
    assertThat(next()).isEqualTo("opened");
    assertThat(next()).isEqualTo("closed at 1200");
  }

  @Test
  void a_port_that_is_not_there_is_named() {
    Path missing = tty.resolveSibling("ttyACM9");
    assertThatThrownBy(() -> SerialLink.open(missing))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot open serial port " + missing + ": it is not there");
  }

  @Test
  void a_port_in_use_is_refused() throws Exception {
    try (SerialLink first = SerialLink.open(tty)) {
      assertThat(first.where()).isEqualTo("serial port " + tty);
      assertThatThrownBy(() -> SerialLink.open(tty))
          .hasMessageMatching(
              "cannot open serial port .*ttyACM7 \\(error \\d+\\): another program has it open, or"
                  + " there is no right to it \\(group dialout\\)");
    }
  }

  private Console console() throws IOException {
    return new Console(SerialLink.open(tty), new Transcript(InstantSource.system()));
  }

  private String next() throws InterruptedException {
    String event = heard.poll(20, TimeUnit.SECONDS);
    return event == null ? "nothing within 20 s" : event;
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("serial ttyACM7"))
        .count();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
