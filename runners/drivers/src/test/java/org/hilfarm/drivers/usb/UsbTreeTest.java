package org.hilfarm.drivers.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsbTreeTest {
  private static final PortPath PORT = new PortPath("1-1.4");
  private static final UsbId PICO = UsbId.parse("239a:80f4");
  private static final UsbId BOOTSEL = UsbId.parse("2e8a:0003");

  final Path root;
  final SysfsFolder rack;
  final UsbTree usb;

  UsbTreeTest(@TempDir Path root) {
    this.root = root;
    rack = new SysfsFolder(root);
    usb = new UsbTree(root);
  }

  @Test
  void a_device_is_read_with_its_ports_and_drives() throws Exception {
    rack.plugPico("1-1.4", "17");
    assertThat(usb.at(PORT))
        .hasValueSatisfying(
            d -> {
              assertThat(d.id()).isEqualTo(PICO);
              assertThat(d.product()).isEqualTo("Pico");
              assertThat(d.serial()).isEqualTo("E6614103E7174D23");
              assertThat(d.ttys()).containsExactly(root.resolve("dev/ttyACM3"));
              assertThat(d.disks()).containsExactly(root.resolve("dev/sdb"));
              assertThat(d.generation()).isEqualTo("17");
            });
  }

  @Test
  void a_serial_bridge_has_its_port_one_folder_higher() throws Exception {
    rack.plug("1-1.4", "10c4", "ea60", "5");
    Files.createDirectories(rack.device("1-1.4").resolve("1-1.4:1.0/ttyUSB0/tty/ttyUSB0"));
    Files.createDirectories(root.resolve("dev"));
    Files.createFile(root.resolve("dev/ttyUSB0"));
    assertThat(usb.at(PORT).orElseThrow().ttys()).containsExactly(root.resolve("dev/ttyUSB0"));
  }

  @Test
  void serial_ports_come_in_the_order_of_the_interfaces() throws Exception {
    rack.plugPico("1-1.4", "17");
    Files.createDirectories(rack.device("1-1.4").resolve("1-1.4:1.10/tty/ttyACM0"));
    Files.createFile(root.resolve("dev/ttyACM0"));
    assertThat(usb.at(PORT).orElseThrow().ttys())
        .containsExactly(root.resolve("dev/ttyACM3"), root.resolve("dev/ttyACM0"));
  }

  @Test
  void a_port_without_its_device_node_is_not_there_yet() throws Exception {
    rack.plugPico("1-1.4", "17");
    Files.delete(root.resolve("dev/ttyACM3"));
    assertThat(usb.at(PORT).orElseThrow().ttys()).isEmpty();
  }

  @Test
  void a_device_without_its_ids_is_none_yet() throws Exception {
    rack.plugPico("1-1.4", "17");
    Files.delete(rack.device("1-1.4").resolve("idProduct"));
    assertThat(usb.at(PORT)).isEmpty();
  }

  @Test
  void all_devices_come_in_order_and_interfaces_and_root_hubs_are_none() throws Exception {
    rack.plugPico("1-1.4", "17");
    rack.plug("1-1", "05e3", "0608", "2");
    rack.plug("usb1", "1d6b", "0002", "1");
    Files.createDirectories(rack.device("1-1.4:1.0"));
    assertThat(usb.all()).extracting(d -> d.port().value()).containsExactly("1-1", "1-1.4");
  }

  @Test
  void no_tree_means_no_devices() {
    assertThat(usb.all()).isEmpty();
    assertThat(usb.at(PORT)).isEmpty();
  }

  @Test
  void hostile_strings_are_cut_and_cleaned() throws Exception {
    rack.plugPico("1-1.4", "17");
    rack.attribute(
        rack.device("1-1.4"), "product", "\u001b[31mPico\u0000\u202e\r\n" + "x".repeat(5000));
    String product = usb.at(PORT).orElseThrow().product();
    assertThat(product).startsWith("[31mPicoxxx").hasSize(SysfsText.MAX_CHARS);
  }

  @Test
  void a_wait_ends_when_the_device_is_plugged_in() throws Exception {
    var plugging = inBackground(() -> rack.plugPico("1-1.4", "17"));
    UsbDevice device = usb.awaitAt(PORT, Wanted.withSerialPort(PICO), in(Duration.ofSeconds(20)));
    assertThat(device.generation()).isEqualTo("17");
    plugging.join();
  }

  @Test
  void a_device_that_was_there_before_is_not_the_one_that_comes_after() throws Exception {
    rack.plugPico("1-1.4", "17");
    UsbDevice before = usb.at(PORT).orElseThrow();
    var replugging =
        inBackground(
            () -> {
              rack.pull("1-1.4");
              rack.plugPico("1-1.4", "18");
            });
    UsbDevice after =
        usb.awaitAt(PORT, Wanted.device(PICO).after(before), in(Duration.ofSeconds(20)));
    assertThat(after.generation()).isEqualTo("18");
    replugging.join();
    usb.awaitGone(before, in(Duration.ZERO));
  }

  @Test
  void a_wait_that_failed_says_what_where_how_long_and_what_was_seen() throws Exception {
    rack.plugPico("1-1.4", "17");
    assertThatThrownBy(() -> usb.awaitAt(PORT, Wanted.withDrive(BOOTSEL), in(Duration.ofMillis(7))))
        .isInstanceOf(UsbTimeoutException.class)
        .hasMessage(
            "waited 7 ms for USB device 2e8a:0003 with a drive at port 1-1.4 of "
                + root
                + "/sys/bus/usb/devices; seen last: 239a:80f4 \"Pico\" serial \"E6614103E7174D23\""
                + " (1 serial ports, 1 drives)");
    assertThatThrownBy(() -> usb.awaitAt(new PortPath("1-9"), PICO, in(Duration.ZERO)))
        .hasMessageContaining("waited 0 ms for USB device 239a:80f4 at port 1-9")
        .hasMessageEndingWith("seen last: nothing");
  }

  @Test
  void a_device_that_stays_is_named() throws Exception {
    rack.plugPico("1-1.4", "17");
    assertThatThrownBy(() -> usb.awaitGone(PORT, in(Duration.ofMillis(3))))
        .hasMessageContaining("waited 3 ms for the device to leave at port 1-1.4")
        .hasMessageContaining("seen last: 239a:80f4");
    UsbDevice device = usb.at(PORT).orElseThrow();
    assertThatThrownBy(() -> usb.awaitGone(device, in(Duration.ZERO)))
        .hasMessageContaining("for USB device 239a:80f4 to leave");
    rack.pull("1-1.4");
    usb.awaitGone(PORT, in(Duration.ZERO));
    usb.awaitGone(device, in(Duration.ZERO));
  }

  @Test
  void what_came_while_the_waiting_thread_had_no_turn_is_seen_although_its_time_is_over()
      throws Exception {
    AtomicLong asked = new AtomicLong();
    Deadline starved =
        Deadline.after(
            Duration.ZERO,
            () -> {
              if (asked.incrementAndGet() == 2) {
                plugged("1-1.4");
              }
              return asked.get();
            });

    assertThat(usb.awaitAt(PORT, PICO, starved).id()).isEqualTo(PICO);
  }

  private void plugged(String port) {
    try {
      rack.plugPico(port, "17");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_interrupt_ends_a_wait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> usb.awaitAt(PORT, PICO, in(Duration.ofSeconds(20))))
        .isInstanceOf(InterruptedException.class);
  }

  private static Deadline in(Duration budget) {
    return Deadline.after(budget);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> inBackground(Step step) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            step.run();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
