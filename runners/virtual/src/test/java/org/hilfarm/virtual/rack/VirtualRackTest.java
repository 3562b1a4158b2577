package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualRackTest {
  private final Path folder;

  VirtualRackTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private VirtualRack start(BoardType... types) throws IOException {
    Rack rack = TestBoards.rack(types);
    return VirtualRack.start(
        folder.resolve("root"),
        rack,
        TestBoards.types(types),
        EchoFirmware::new,
        VirtualRackOptions.real().withRate(20));
  }

  private Host at(String port) {
    return new Host(folder.resolve("root"), port);
  }

  @Test
  void a_board_shows_itself_as_the_kernel_would_show_it() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      Host host = at("1-1.1");
      host.await("239a:80f4");
      assertThat(host.attribute("product")).isEqualTo("Pico");
      assertThat(host.attribute("serial")).isEqualTo("DF6161B1C73A0001");
      assertThat(host.tty()).contains(rack.root().resolve("dev/ttyACM0"));
      assertThat(host.disk()).contains(rack.root().resolve("dev/sda"));
      assertThat(rack.root().resolve("dev/sda")).isRegularFile();
      assertThat(rack.root().resolve("dev/ttyACM0").toRealPath().toString())
          .startsWith("/dev/pts/");
    }
    assertThat(at("1-1.1").there()).isFalse();
  }

  @Test
  void a_fresh_board_runs_the_factory_firmware_and_knows_that_it_was_powered_on() throws Exception {
    try (VirtualRack rack =
        start(TestBoards.PICO, TestBoards.FEATHER_NRF, TestBoards.MAGTAG, TestBoards.FEATHER_S2)) {
      assertThat(rack.root()).isDirectory();
      assertThat(at("1-1.1").ask())
          .contains("CircuitPython 10.0.3 on", "Raspberry Pi Pico with rp2040 | POWER_ON");
      assertThat(at("1-1.2").ask()).contains("nRF52840 Express with nRF52840");
      assertThat(at("1-1.3").ask()).contains("Adafruit MagTag with ESP32S2");
      assertThat(at("1-1.4").ask()).contains("Adafruit Feather ESP32S2 with ESP32S2");
    }
  }

  @Test
  void a_reset_is_a_new_enumeration_with_its_cause() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      Host host = at("1-1.1");
      host.await("239a:80f4");
      String before = host.attribute("devnum");
      host.tell("r");
      host.awaitNextEnumeration(before);
      assertThat(host.ask()).endsWith("| SOFTWARE");
    }
  }

  @Test
  void its_buttons_are_files_of_its_slot() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      Host host = at("1-1.1");
      host.await("239a:80f4");
      Path slot = rack.root().resolve("run/hil/slots/s1");
      String before = host.attribute("devnum");
      Files.writeString(slot.resolve("reset"), "1");
      host.awaitNextEnumeration(before);
      assertThat(host.ask()).endsWith("| RESET_LINE");
      Files.writeString(slot.resolve("boot"), "1");
      Files.writeString(slot.resolve("reset"), "1");
      host.await("2e8a:0003");
    }
  }

  @Test
  void an_armed_watchdog_bites() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      Host host = at("1-1.1");
      host.await("239a:80f4");
      String before = host.attribute("devnum");
      host.tell("w");
      host.awaitNextEnumeration(before);
      assertThat(host.ask()).endsWith("| WATCHDOG");
    }
  }

  @Test
  void a_sleeping_chip_is_off_the_bus_and_wakes_with_its_cause() throws Exception {
    try (VirtualRack rack = start(TestBoards.FEATHER_S2)) {
      assertThat(rack.root()).isDirectory();
      Host host = at("1-1.1");
      host.await("239a:80ec");
      host.tell("d");
      host.awaitGone();
      host.await("239a:80ec");
      assertThat(host.ask()).endsWith("| DEEP_SLEEP_WAKE");
    }
  }

  @Test
  void port_power_takes_the_board_away_and_brings_it_back() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      Host host = at("1-1.1");
      assertThat(remember(host)).isEqualTo("nvm 0 sleep 1");
      host.power(false);
      host.awaitGone();
      assertThat(rack.root().resolve("dev/sda")).doesNotExist();
      host.power(true);
      host.await("239a:80f4");
      assertThat(host.ask()).endsWith("| POWER_ON");
      assertThat(remember(host)).isEqualTo("nvm 1 sleep 1");
    }
  }

  private static String remember(Host host) throws IOException {
    try (HostPort console = host.open()) {
      console.write("m");
      return console.readLine();
    }
  }

  @Test
  void the_power_of_a_hub_s_port_is_that_of_all_boards_behind_it() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO, TestBoards.PICO)) {
      at("1-1.1").await("239a:80f4");
      at("1-1.2").await("239a:80f4");
      Path disable = rack.root().resolve("sys/bus/usb/devices/usb1/1-0:1.0/usb1-port1/disable");
      Files.writeString(disable, "1");
      at("1-1.1").awaitGone();
      at("1-1.2").awaitGone();
    }
  }

  @Test
  void cut_data_lines_hide_a_board_that_goes_on_running() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      Path data = rack.root().resolve("run/hil/slots/s1/usb_data");
      Host host = at("1-1.1");
      assertThat(remember(host)).isEqualTo("nvm 0 sleep 1");
      Files.writeString(data, "0");
      host.awaitGone();
      Files.writeString(data, "1");
      host.await("239a:80f4");
      assertThat(remember(host)).isEqualTo("nvm 1 sleep 2");
    }
  }

  @Test
  void what_the_host_writes_to_the_drive_is_in_the_firmware_s_folder() throws Exception {
    try (VirtualRack rack = start(TestBoards.FEATHER_NRF)) {
      Host host = at("1-1.1");
      Path file = Files.writeString(folder.resolve("code.py"), "print('hello')\n");
      try (HostPort console = host.open()) {
        String volume = host.disk().orElseThrow() + "@@512";
        assertThat(Host.run("mtype", "-i", volume, "::/boot_out.txt")).contains("10.0.3");
        Host.run("mmd", "-i", volume, "::/lib");
        assertThat(console.readLine()).isEqualTo("drive written");
        Host.run("mcopy", "-o", "-i", volume, file.toString(), "::/lib/a_long_name.py");
        assertThat(console.readLine()).isEqualTo("drive written");
      }
      Path seen = rack.root().resolve("run/hil/boards/s1/circuitpy/lib/a_long_name.py");
      assertThat(seen).hasContent("print('hello')\n");
    }
  }

  @Test
  void a_slot_s_clock_says_board_time_host_time_and_rate() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      String line = Files.readString(rack.root().resolve("run/hil/clock/1-1.1"));
      assertThat(line.strip().split(" ")).hasSize(3).endsWith("20.0");
    }
  }

  @Test
  void a_folder_that_is_no_virtual_rack_is_left_alone() throws Exception {
    Path own = Files.createDirectories(folder.resolve("root"));
    Files.writeString(own.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> start(TestBoards.PICO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("neither empty nor the folder of a virtual rack");
    assertThat(own.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void a_folder_in_use_by_another_virtual_rack_is_refused() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThatThrownBy(() -> start(TestBoards.PICO))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(
              "is in use by another virtual rack: end that one, or take another folder");
      at("1-1.1").await("239a:80f4");
      assertThat(rack.root()).isDirectory();
    }
  }

  @Test
  void a_slot_of_an_unknown_type_is_an_error_that_names_it() {
    Rack rack = TestBoards.rack(TestBoards.PICO);
    assertThatThrownBy(
            () ->
                VirtualRack.start(
                    folder.resolve("root"),
                    rack,
                    TestBoards.types(),
                    EchoFirmware::new,
                    VirtualRackOptions.real()))
        .hasMessage(
            "slot s1 of rack test holds a raspberry_pi_pico, a board type nobody has described");
  }
}
