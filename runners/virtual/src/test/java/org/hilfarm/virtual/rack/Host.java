package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/** What a host sees of one port of a rack, read as a driver would. */
final class Host {
  private final Path root;
  private final String port;

  Host(Path root, String port) {
    this.root = root;
    this.port = port;
  }

  Path device() {
    return root.resolve("sys/bus/usb/devices").resolve(port);
  }

  String attribute(String name) {
    try {
      return Files.readString(device().resolve(name)).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  String id() {
    return attribute("idVendor") + ":" + attribute("idProduct");
  }

  boolean there() {
    return Files.exists(device());
  }

  void await(String id) {
    await(id, 20);
  }

  void await(String id, int seconds) {
    await(port + " to become " + id, () -> id().equals(id), Duration.ofSeconds(seconds));
  }

  void awaitGone() {
    await(port + " to vanish", () -> !there());
  }

  void awaitNextEnumeration(String devnum) {
    await(
        port + " to come back after device " + devnum,
        () -> there() && !attribute("devnum").equals(devnum) && !attribute("devnum").isEmpty());
  }

  /** Waits for the device to have come so many times more; one that came twice is not missed. */
  void awaitEnumerations(String devnum, int more) {
    int wanted = Integer.parseInt(devnum) + more;
    await(
        "%s to be device %d".formatted(port, wanted),
        () -> there() && attribute("devnum").equals(Integer.toString(wanted)));
  }

  void await(String what, BooleanSupplier condition) {
    await(what, condition, Duration.ofSeconds(20));
  }

  private void await(String what, BooleanSupplier condition, Duration within) {
    Deadline deadline = Deadline.after(within);
    while (!condition.getAsBoolean()) {
      if (deadline.passed()) {
        throw new AssertionError("waited %s for %s; last seen: %s".formatted(within, what, id()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  Optional<Path> tty() throws IOException {
    return node(":1.0/tty");
  }

  Optional<Path> disk() throws IOException {
    try (DirectoryStream<Path> interfaces = Files.newDirectoryStream(device(), port + ":*")) {
      for (Path each : interfaces) {
        try (var below = Files.walk(each, 4)) {
          Optional<Path> block = below.filter(p -> p.endsWith("block")).findFirst();
          if (block.isPresent()) {
            return first(block.get());
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Path> node(String below) throws IOException {
    Path folder = device().resolve(port + below);
    return Files.isDirectory(folder) ? first(folder) : Optional.empty();
  }

  private Optional<Path> first(Path folder) throws IOException {
    try (var names = Files.list(folder)) {
      return names.findFirst().map(n -> root.resolve("dev").resolve(n.getFileName().toString()));
    }
  }

  HostPort open() throws IOException {
    await("a serial port", this::hasTty);
    return new HostPort(tty().orElseThrow());
  }

  boolean hasDisk() {
    try {
      return there() && disk().isPresent();
    } catch (IOException | UncheckedIOException vanished) {
      return false;
    }
  }

  private boolean hasTty() {
    try {
      return there() && tty().isPresent();
    } catch (IOException vanished) {
      return false;
    }
  }

  /** Sends one command to the firmware. */
  void tell(String letter) throws IOException {
    try (HostPort console = open()) {
      console.write(letter);
    }
  }

  /** Asks the firmware who it is. */
  String ask() throws IOException {
    try (HostPort console = open()) {
      console.write("?");
      return console.readLine();
    }
  }

  /** Runs one of the farm's tools to a good end. */
  static String run(String tool, String... arguments) {
    Ending.Exited ending = exited(tool, arguments);
    assertThat(ending.value()).as(ending.output()).isZero();
    return ending.output();
  }

  static Ending.Exited exited(String tool, String... arguments) {
    try {
      Command command =
          Command.of(Tools.here().find(tool), arguments).with("MTOOLSRC", "/dev/null");
      Ending ending = Child.run(tool, command, line -> {}, Deadline.after(Duration.ofSeconds(60)));
      assertThat(ending).isInstanceOf(Ending.Exited.class);
      return (Ending.Exited) ending;
    } catch (Exception e) {
      throw new AssertionError(tool + " could not be run", e);
    }
  }

  void power(boolean on) throws IOException {
    String[] parts = port.split("\\.");
    Files.writeString(
        root.resolve("sys/bus/usb/devices/1-1/1-1:1.0/1-1-port" + parts[1] + "/disable"),
        on ? "0" : "1");
  }
}
