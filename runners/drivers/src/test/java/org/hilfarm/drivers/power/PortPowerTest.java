package org.hilfarm.drivers.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.usb.SysfsFolder;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortPowerTest {
  private static final PortPath PORT = new PortPath("1-1.4");

  final Path root;
  final SysfsFolder rack;
  final PortPower power;

  PortPowerTest(@TempDir Path root) {
    this.root = root;
    rack = new SysfsFolder(root);
    power = new PortPower(root);
  }

  @Test
  void a_port_is_switched_through_its_hubs_attribute() throws Exception {
    Path disable = rack.port("1-1", "1-1:1.0", 4);
    power.off(PORT, Deadline.after(Duration.ofSeconds(5)));
    assertThat(disable).hasContent("1\n");
    power.on(PORT, Deadline.after(Duration.ofSeconds(5)));
    assertThat(disable).hasContent("0\n");
  }

  @Test
  void a_port_of_a_root_hub_has_its_attribute_in_another_place() throws Exception {
    Path disable = rack.port("usb1", "1-0:1.0", 2);
    power.off(new PortPath("1-2"), Deadline.after(Duration.ofSeconds(5)));
    assertThat(disable).hasContent("1\n");
  }

  @Test
  void both_halves_of_a_usb_3_socket_are_switched() throws Exception {
    Path disable = rack.port("1-1", "1-1:1.0", 4);
    Path other = rack.port("2-1", "2-1:1.0", 4);
    Files.createSymbolicLink(disable.resolveSibling("peer"), other.getParent());
    power.off(PORT, Deadline.after(Duration.ofSeconds(5)));
    assertThat(other).hasContent("1\n");
  }

  @Test
  void a_device_that_stays_is_no_power_cycle_and_power_comes_back() throws Exception {
    Path disable = rack.port("1-1", "1-1:1.0", 4);
    rack.plugPico("1-1.4", "17");
    assertThatThrownBy(() -> power.cycle(PORT, Deadline.after(Duration.ofMillis(3))))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("port 1-1.4 was switched off, but its device stays (waited 3 ms")
        .hasMessageEndingWith("does the hub switch each port by itself?");
    assertThat(disable).hasContent("0\n");
  }

  @Test
  void a_cycle_that_could_switch_neither_off_nor_on_tells_the_first_and_keeps_the_second() {
    assertThatThrownBy(() -> power.cycle(PORT, Deadline.after(Duration.ofSeconds(5))))
        .hasMessageStartingWith("cannot switch off port 1-1.4: there is no ")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(
                        s -> assertThat(s).hasMessageStartingWith("cannot switch on port 1-1.4")));
  }

  @Test
  void the_time_without_power_is_board_time() throws Exception {
    rack.port("1-1", "1-1:1.0", 4);
    Path clock = root.resolve("run/hil/clock/1-1.4");
    Files.createDirectories(clock.getParent());
    Files.writeString(clock, "0 0 0.001\n");
    assertThatThrownBy(() -> power.cycle(PORT, Deadline.after(Duration.ofMillis(4))))
        .hasMessage(
            "4 ms were too short to keep port 1-1.4 without power for 500 ms of board time");
    Files.writeString(clock, "0 0 1000.0\n");
    power.cycle(PORT, Deadline.after(Duration.ofSeconds(20)));
  }

  @Test
  void a_missing_attribute_says_what_is_missing() {
    assertThatThrownBy(() -> power.on(PORT, Deadline.after(Duration.ofSeconds(5))))
        .hasMessageStartingWith("cannot switch on port 1-1.4: there is no " + root)
        .hasMessageContaining("1-1/1-1:1.0/1-1-port4/disable")
        .hasMessageContaining("older than 6.0");
  }

  @Test
  void the_data_lines_are_cut_and_connected_again_at_the_end() throws Exception {
    Path file = switchFile("run/hil/slots/A1/usb_data");
    try (DataSwitch data = DataSwitch.of(root, slot("run/hil/slots/A1/usb_data")).orElseThrow()) {
      data.cut(Deadline.after(Duration.ofSeconds(5)));
      assertThat(file).hasContent("0\n");
    }
    assertThat(file).hasContent("1\n");
  }

  @Test
  void a_switch_that_cuts_nothing_is_named() throws Exception {
    switchFile("sw");
    rack.plugPico("1-1.4", "17");
    try (DataSwitch data = DataSwitch.of(root, slot("sw")).orElseThrow()) {
      assertThatThrownBy(() -> data.cut(Deadline.after(Duration.ZERO)))
          .hasMessageContaining("the USB data lines of port 1-1.4 were cut with " + root)
          .hasMessageEndingWith("is the switch wired to this slot?");
    }
  }

  @Test
  void a_switch_outside_the_rack_is_refused() {
    assertThatThrownBy(() -> DataSwitch.of(root, slot("../../etc/passwd")))
        .hasMessage("the usb_data switch of port 1-1.4 lies outside the rack: ../../etc/passwd");
  }

  @Test
  void a_slot_without_a_switch_has_none() throws Exception {
    Slot without =
        new Slot(
            new SlotId("A1"),
            PORT,
            new BoardTypeId("raspberry_pi_pico"),
            new BoardSerial("E6"),
            Set.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(DataSwitch.of(root, without)).isEmpty();
  }

  private Path switchFile(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "1\n");
  }

  private static Slot slot(String path) {
    return new Slot(
        new SlotId("A1"),
        PORT,
        new BoardTypeId("raspberry_pi_pico"),
        new BoardSerial("E6"),
        Set.of(),
        Optional.of(new SwitchFile(path, "1", "0")),
        Optional.empty());
  }
}
