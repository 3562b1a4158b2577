package org.hilfarm.drivers.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.pty.SerialPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugUartListenerTest implements SerialPort.Listener {
  private final Path root;
  private final KernelEvents events;
  private final SerialPort board;
  private final CountDownLatch opened = new CountDownLatch(1);

  DebugUartListenerTest(@TempDir Path root) throws IOException {
    this.root = root;
    this.events = new KernelEvents("test");
    this.board = events.serialPort(this);
  }

  @AfterEach
  void unplug() {
    board.close();
    events.close();
  }

  @Override
  public void opened() {
    opened.countDown();
  }

  @Override
  public void received(byte[] bytes) {}

  @Override
  public void closed(int baud) {}

  private DebugUartListener listener() {
    return new DebugUartListener(root, new DebugUart("tty", 9600), InstantSource.system());
  }

  private void plugIn() throws IOException {
    var unused = Files.createSymbolicLink(root.resolve("tty"), board.hostEnd());
  }

  private void say(String text) throws InterruptedException {
    opened.await();
    board.send(text.getBytes(US_ASCII));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (!condition.getAsBoolean() && !deadline.passed()) {
      Pause.until(deadline.within(Duration.ofMillis(5)));
    }
  }

  @Test
  void the_last_lines_are_told_on_one_line_with_nothing_in_them_that_acts() throws Exception {
    plugIn();
    try (DebugUartListener listener = listener()) {
      say("one\r\ntwo\r\n\r\nthree\r\nfour\r\nfive\r\nsix\u001b[2J\r\nseven\r\n");
      await(() -> listener.lastWords().contains("seven"));
      assertThat(listener.lastWords())
          .startsWith("Its debug UART said last, ")
          .endsWith(" s before: \"two\\nthree\\nfour\\nfive\\nsix\\x1b[2J\\nseven\"");
      assertThat(board.baud()).isEqualTo(9600);
    }
  }

  @Test
  void what_babbles_is_kept_up_to_the_limit() throws Exception {
    plugIn();
    String line = "x".repeat(99) + "\n";
    try (DebugUartListener listener = listener()) {
      say("the first\n" + line.repeat(4 * DebugUartListener.LIMIT / line.length()) + "the last\n");
      await(() -> listener.lastWords().contains("the last"));
      assertThat(listener.lastWords()).endsWith("\\nthe last\"").hasSizeLessThan(600);
      assertThat(listener.transcript().dropped()).isGreaterThan(2 * DebugUartListener.LIMIT);
      assertThat(listener.transcript().entries().get(1).bytes()).startsWith("the first");
    }
  }

  @Test
  void an_adapter_that_is_not_there_holds_nobody_up_and_is_listened_to_once_it_comes()
      throws Exception {
    try (DebugUartListener listener = listener()) {
      await(() -> !listener.transcript().entries().isEmpty());
      assertThat(listener.lastWords())
          .isEqualTo(
              "Its debug UART was not heard: cannot open serial port %s: it is not there."
                  .formatted(root.resolve("tty")));
      plugIn();
      say("late\n");
      await(() -> listener.lastWords().contains("late"));
      assertThat(listener.lastWords()).endsWith("\"late\"");
    }
  }

  @Test
  void silence_is_told_as_well() throws Exception {
    plugIn();
    try (DebugUartListener listener = listener()) {
      await(() -> listener.transcript().entries().size() == 1);
      assertThat(listener.lastWords()).isEqualTo("Its debug UART said nothing.");
    }
  }
}
