package org.hilfarm.drivers.meter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.meter.VirtualPpk2;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.pty.SerialPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against the virtual meter, and against devices that are none. */
class Ppk2Test {
  private static final Feed BATTERY = Feed.source(3700);

  private final Path node;
  private final KernelEvents events;

  Ppk2Test(@TempDir Path folder) throws IOException {
    this.node = folder.resolve("ppk2");
    this.events = new KernelEvents("test");
  }

  @AfterEach
  void end() {
    events.close();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 45, 260, 450, 1_200, 7_000, 25_000, 400_000})
  void what_is_drawn_is_measured_in_every_range(double microamps) throws Exception {
    try (var meter = new VirtualPpk2(node, events, () -> microamps, on -> {});
        Ppk2 driver = Ppk2.open(node, BATTERY, soon())) {
      driver.start(soon());
      Pause.until(Deadline.after(Duration.ofMillis(100)));
      CurrentTrace trace = driver.stop(soon());
      assertThat(trace.mean().orElseThrow())
          .as("drawn from %s", meter)
          .isCloseTo(microamps, withinPercentage(5));
      assertThat(trace.missing()).isEmpty();
    }
  }

  @Test
  void the_output_is_switched_and_stays_so_when_the_meter_is_let_go() throws Exception {
    AtomicReference<String> output = new AtomicReference<>("");
    try (var meter =
        new VirtualPpk2(node, events, () -> 0, on -> output.updateAndGet(o -> o + on))) {
      for (boolean on : new boolean[] {true, false}) {
        try (Ppk2 driver = Ppk2.open(node, BATTERY, soon())) {
          driver.output(on, soon());
        }
      }
      assertThat(output).as("switched by %s", meter).hasValue("truefalse");
    }
  }

  @Test
  void one_measurement_follows_another() throws Exception {
    AtomicReference<Double> drawn = new AtomicReference<>(25_000.0);
    try (var meter = new VirtualPpk2(node, events, drawn::get, on -> {});
        Ppk2 driver = Ppk2.open(node, BATTERY, soon())) {
      driver.start(soon());
      Pause.until(Deadline.after(Duration.ofMillis(50)));
      double before = driver.stop(soon()).mean().orElseThrow();
      drawn.set(260.0);
      driver.start(soon());
      Pause.until(Deadline.after(Duration.ofMillis(50)));
      assertThat(before).as("told by %s", meter).isCloseTo(25_000, withinPercentage(5));
      assertThat(driver.stop(soon()).mean().orElseThrow()).isCloseTo(260, withinPercentage(5));
    }
  }

  @Test
  void a_port_where_nothing_answers_is_named() throws Exception {
    try (Other silent = new Other(bytes -> new byte[0])) {
      assertThatThrownBy(() -> Ppk2.open(silent.node(), BATTERY, soon()))
          .isInstanceOf(MeterException.class)
          .hasMessage(
              "serial port %s did not answer as a PPK2 within 3000 ms: 0 bytes came, and no END"
                  .formatted(silent.node()));
    }
  }

  @Test
  void what_floods_its_listener_is_no_meter() throws Exception {
    try (Other noise = new Other(bytes -> new byte[100_000])) {
      assertThatThrownBy(() -> Ppk2.open(noise.node(), BATTERY, soon()))
          .hasMessageContaining("4096 bytes came, and no END");
    }
  }

  @Test
  void what_says_END_and_no_range_is_no_meter() throws Exception {
    try (Other board = new Other(bytes -> "Adafruit CircuitPython\r\nEND\r\n".getBytes(US_ASCII))) {
      assertThatThrownBy(() -> Ppk2.open(board.node(), BATTERY, soon()))
          .hasMessageContaining("is no PPK2: its metadata names no range");
    }
  }

  @Test
  void a_meter_that_measures_nothing_says_so() throws Exception {
    try (Other dead = new Other(Ppk2Test::metadataOnly);
        Ppk2 driver = Ppk2.open(dead.node(), BATTERY, soon())) {
      driver.start(soon());
      assertThatThrownBy(() -> driver.stop(soon()))
          .isInstanceOf(MeterException.class)
          .hasMessageContaining("was told to measure and sent nothing");
    }
  }

  @Test
  void what_the_counter_of_six_bits_cannot_tell_the_time_does() throws Exception {
    byte[] samples = new byte[4 * 64]; // counted from 0 to 63: as if not one were missing
    for (int i = 0; i < 64; i++) {
      samples[4 * i + 2] = (byte) (i << 2);
    }
    try (Other lossy = new Other(b -> b[0] == 0x06 ? samples : metadataOnly(b));
        Ppk2 driver = Ppk2.open(lossy.node(), BATTERY, soon())) {
      driver.start(soon());
      Pause.until(Deadline.after(Duration.ofMillis(400)));
      CurrentTrace trace = driver.stop(soon());
      assertThat(trace.samples()).isEqualTo(64);
      assertThat(trace.lost()).isGreaterThan(10_000);
      assertThat(trace.trustworthy()).isFalse();
    }
  }

  private static byte[] metadataOnly(byte[] said) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (byte b : said) {
      if (b == 0x19) {
        answer.writeBytes(Calibrations.referenceText().getBytes(US_ASCII));
      }
    }
    return answer.toByteArray();
  }

  /** Some other device. */
  private final class Other implements SerialPort.Listener, AutoCloseable {
    private final UnaryOperator<byte[]> answers;
    private final SerialPort port;

    Other(UnaryOperator<byte[]> answers) throws IOException {
      this.answers = answers;
      this.port = events.serialPort(this);
    }

    Path node() {
      return port.hostEnd();
    }

    @Override
    public void opened() {}

    @Override
    public void received(byte[] bytes) {
      port.send(answers.apply(bytes));
    }

    @Override
    public void closed(int baud) {}

    @Override
    public void close() {
      port.close();
    }
  }
}
