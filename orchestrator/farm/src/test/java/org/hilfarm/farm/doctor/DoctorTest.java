package org.hilfarm.farm.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that lack something, as folders that look like their root. */
class DoctorTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot SLOT =
      new Slot(
          new SlotId("pico"),
          new PortPath("1-1.3"),
          new BoardTypeId("raspberry_pi_pico"),
          new BoardSerial("E6614103E7174D23"),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  private final Path root;

  DoctorTest(@TempDir Path folder) throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    write("proc/sys/kernel/osrelease", "6.12.9-rpi\n");
    write("run/systemd/timesync/synchronized", "");
    write("var/log/kern.log", "usb 1-1.3: new full-speed USB device number 7 using xhci_hcd\n");
    write("sys/bus/usb/devices/1-1/1-1:1.0/1-1-port3/disable", "0\n");
    device("1-1", "0424", "2514", "USB2.0 Hub", "");
    device("1-1.3", "239a", "80f4", "Pico", "E6614103E7174D23");
    for (String tool : List.of("mcopy", "esptool")) {
      Path file = write("usr/bin/" + tool, "#!/bin/sh\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void a_host_that_lacks_nothing_is_good_in_every_respect() throws Exception {
    assertThat(look(SLOT))
        .filteredOn(f -> !f.check().equals("disk"))
        .allSatisfy(f -> assertThat(f.state()).as(f.toString()).isEqualTo(Finding.State.GOOD))
        .extracting(Finding::check)
        .containsExactly(
            "java",
            "kernel",
            "mcopy",
            "clock",
            "hubs",
            "devices",
            "programs",
            "kernel messages",
            "slot pico");
  }

  @Test
  void each_sign_in_the_kernels_log_is_told_once_with_its_fix() throws Exception {
    write(
        "var/log/kern.log",
        """
        usb 1-1.4: Not enough bandwidth for altsetting 1
        usb 1-1.4: can't set config #1, error -28
        xhci_hcd 0000:03:00.0: Not enough bandwidth
        xhci_hcd 0000:03:00.0: not enough bandwidth for new device state
        usb 1-1.5: not enough bandwidth
        usb usb1-port2: over-current change #3
        usb 1-1.2: device descriptor read/64, error -71
        xhci_hcd 0000:03:00.0: Max number of devices this xHCI host supports is 32.
        """);
    assertThat(bad(look(SLOT)))
        .containsExactlyInAnyOrder(
            "4 times; the last: usb 1-1.5: not enough bandwidth => fewer boards on this controller,"
                + " or hubs with a translator a port",
            "1 times; the last: usb 1-1.4: can't set config #1, error -28 => fewer boards on this"
                + " controller",
            "1 times; the last: usb usb1-port2: over-current change #3 => a port draws too much: a"
                + " hub that feeds itself, and look at the board's wiring",
            "1 times; the last: usb 1-1.2: device descriptor read/64, error -71 => another cable,"
                + " another port, then another controller",
            "1 times; the last: xhci_hcd 0000:03:00.0: Max number of devices this xHCI host"
                + " supports is 32. => a second controller: this one takes no more devices");
  }

  @Test
  void programs_that_touch_boards_are_named() throws Exception {
    write("proc/812/comm", "ModemManager\n");
    write("proc/813/comm", "udisksd\n");
    write("proc/814/comm", "sshd\n");
    assertThat(bad(look(SLOT)))
        .containsExactly(
            "ModemManager is running => it opens new serial ports and types at them: systemctl mask"
                + " --now ModemManager",
            "udisksd is running => it mounts boards' drives: systemctl mask --now udisks2");
  }

  @Test
  void an_old_kernel_needs_uhubctl_and_a_gpio_line_needs_gpioset() throws Exception {
    write("proc/sys/kernel/osrelease", "5.10.0-28-amd64\n");
    Fixture lines =
        new Fixture(Optional.empty(), Optional.of(new GpioLine("gpiochip0", 17, false)));
    assertThat(bad(look(SLOT.withFixture(lines))))
        .containsExactly(
            "there is no uhubctl => apt install uhubctl",
            "there is no gpioset => apt install gpiod");
  }

  @Test
  void a_rack_file_of_another_host_is_told_as_such() throws Exception {
    Slot elsewhere =
        new Slot(
            SLOT.id(),
            new PortPath("3-2"),
            SLOT.boardType(),
            SLOT.serial(),
            Set.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(bad(look(elsewhere)))
        .containsExactly(
            "nothing is at port 3-2 => plug in raspberry_pi_pico E6614103E7174D23 there",
            "no port of rack bench holds anything: is it this host's? => give this host its own"
                + " rack file; ./farm rack enrol writes one");
  }

  @Test
  void another_board_on_a_known_port_is_told() throws Exception {
    write("sys/bus/usb/devices/1-1.3/serial", "E6614103E7000000\n");
    assertThat(bad(look(SLOT)))
        .containsExactly(
            "the raspberry_pi_pico at port 1-1.3 has serial \"E6614103E7000000\", and the rack file"
                + " says E6614103E7174D23 => put the board back, or enrol the rack again");
    device("1-1.3", "046d", "c31c", "Keyboard", "1");
    assertThat(bad(look(SLOT)))
        .containsExactly(
            "port 1-1.3 holds 046d:c31c \"Keyboard\", which is no raspberry_pi_pico => put the"
                + " board back, or enrol the rack again");
  }

  @Test
  void a_bus_with_as_many_devices_as_a_controller_takes_is_bad() throws Exception {
    for (int i = 1; i <= 29; i++) {
      device("1-2." + i, "239a", "80f4", "Pico", "E" + i);
    }
    assertThat(bad(look(SLOT)))
        .containsExactly("bus 1 has 32 devices; some controllers take 32 => a second controller");
  }

  @Test
  void a_clock_that_nobody_keeps_is_doubtful_and_one_in_the_past_is_bad() throws Exception {
    Files.delete(root.resolve("run/systemd/timesync/synchronized"));
    assertThat(look(SLOT))
        .filteredOn(f -> f.check().equals("clock"))
        .extracting(Finding::state)
        .containsExactly(Finding.State.DOUBTFUL);
    InstantSource past = InstantSource.fixed(Instant.EPOCH);
    Doctor doctor = new Doctor(Configs.load(REPOSITORY).types(), past, Optional.empty());
    assertThat(bad(doctor.look(host(SLOT))))
        .containsExactly(
            "it is 1970-01-01T00:00:00Z here, which is past => timedatectl set-ntp true");
  }

  @Test
  void a_farm_that_takes_the_key_one_that_does_not_and_none_at_all_are_told_apart()
      throws Exception {
    assertThat(reached(404).state()).isEqualTo(Finding.State.GOOD);
    assertThat(reached(401))
        .satisfies(f -> assertThat(f.state()).isEqualTo(Finding.State.BAD))
        .satisfies(f -> assertThat(f.said()).contains("does not take this host's key"))
        .satisfies(f -> assertThat(f.fix()).startsWith("./farm agents invite RACK there"));
    URI nobody = URI.create("http://127.0.0.1:1");
    assertThat(new FarmReach(nobody, Optional.empty()).look().said())
        .contains("cannot connect; is the orchestrator running, and is the address right?");
  }

  private static Finding reached(int status) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"errors\":[\"no\"]}".getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return new FarmReach(address, Optional.of(new BearerToken("hil-key-of-this-host"))).look();
    } finally {
      server.stop(1);
    }
  }

  private List<Finding> look(Slot slot) throws Exception {
    Doctor doctor =
        new Doctor(Configs.load(REPOSITORY).types(), InstantSource.fixed(NOW), Optional.empty());
    return doctor.look(host(slot));
  }

  private Host host(Slot slot) {
    Rack rack = new Rack(new RackId("bench"), List.of(slot));
    Tools tools = new Tools(List.of(root.resolve("usr/bin")));
    return new Host(root, root.resolve("data"), Optional.of(rack), tools);
  }

  private static List<String> bad(List<Finding> found) {
    return found.stream()
        .filter(f -> f.state() == Finding.State.BAD && !f.check().equals("disk"))
        .map(f -> f.said() + " => " + f.fix())
        .toList();
  }

  private void device(String port, String vendor, String id, String product, String serial)
      throws IOException {
    String folder = "sys/bus/usb/devices/" + port + "/";
    write(folder + "idVendor", vendor + "\n");
    write(folder + "idProduct", id + "\n");
    write(folder + "product", product + "\n");
    write(folder + "serial", serial + "\n");
    write(folder + "devnum", "7\n");
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }
}
