package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.junit.jupiter.api.Test;

/** The configuration this repository itself carries. */
class OwnConfigsTest {
  private static final List<String> SOAKED = List.of("watchdog", "deep_sleep", "heap", "reload");
  private static final Path ROOT = Path.of(System.getProperty("repository.root", "."));

  @Test
  void it_has_no_problem() {
    assertThat(Configs.check(ROOT)).isEmpty();
  }

  @Test
  void it_has_two_boards_of_each_family_with_serials_of_their_chips() throws Exception {
    Configs configs = Configs.load(ROOT);
    Rack demo = Optional.ofNullable(configs.racks().get(new RackId("demo"))).orElseThrow();
    assertThat(demo.slots())
        .extracting(s -> configs.type(s.boardType()).family())
        .containsExactly(
            Family.ESP32S2,
            Family.ESP32S2,
            Family.NRF52840,
            Family.NRF52840,
            Family.RP2040,
            Family.RP2040);
    assertThat(demo.slots())
        .allSatisfy(
            s ->
                assertThat(s.serial().value())
                    .hasSize(serialDigits(configs.type(s.boardType()).family()))
                    .matches("[0-9A-F]+"));
  }

  @Test
  void banners_are_as_each_firmware_spells_them() throws Exception {
    Configs configs = Configs.load(ROOT);
    assertThat(new TreeSet<>(configs.types().values().stream().map(t -> t.bannerName()).toList()))
        .containsExactly(
            "Adafruit Circuit Playground Bluefruit with nRF52840",
            "Adafruit Feather ESP32S2 with ESP32S2",
            "Adafruit Feather RP2040 with rp2040",
            "Adafruit Feather nRF52840 Express with nRF52840",
            "Adafruit MagTag with ESP32S2",
            "Raspberry Pi Pico with RP2040",
            "Raspberry Pi Pico with rp2040");
    assertThat(configs.type(new BoardTypeId("raspberry_pi_pico")).drive().namesBoard()).isFalse();
  }

  @Test
  void the_pull_requests_suite_has_a_script_for_each_subject() throws Exception {
    assertThat(Configs.load(ROOT).scriptsOf(new SuiteId("pr")))
        .extracting(s -> s.subject())
        .contains("watchdog", "deep_sleep", "i2c", "heap");
  }

  /** As measured on boards' own clocks; what takes longer is named in each suite's own words. */
  @Test
  void every_script_that_ends_within_a_minute_is_in_the_pull_requests_suite() throws Exception {
    Configs configs = Configs.load(ROOT);
    BoardType pico = configs.type(new BoardTypeId("raspberry_pi_pico"));
    List<ScriptId> suite = configs.scriptsOf(new SuiteId("pr")).stream().map(s -> s.id()).toList();
    assertThat(configs.scripts().values())
        .filteredOn(s -> s.fits(pico) && !suite.contains(s.id()))
        .extracting(s -> s.id().value())
        .containsExactlyInAnyOrder("reload/boot_py_twenty_starts", "usb/twenty_power_cycles");
  }

  @Test
  void the_soak_has_all_of_watchdog_sleep_heap_and_reload_but_what_takes_minutes()
      throws Exception {
    Configs configs = Configs.load(ROOT);
    BoardType pico = configs.type(new BoardTypeId("raspberry_pi_pico"));
    List<ScriptId> soak =
        configs.scriptsOf(new SuiteId("nightly-soak")).stream().map(s -> s.id()).toList();
    assertThat(configs.scripts().values())
        .filteredOn(s -> s.fits(pico) && !soak.contains(s.id()))
        .filteredOn(s -> SOAKED.contains(s.subject()))
        .extracting(s -> s.id().value())
        .containsExactly("reload/boot_py_twenty_starts");
  }

  @Test
  void the_emulated_rack_says_that_its_boards_are_emulated() throws Exception {
    Configs configs = Configs.load(ROOT);
    Rack emulated = Optional.ofNullable(configs.racks().get(new RackId("emulated"))).orElseThrow();
    assertThat(emulated.slots()).hasSize(3).allMatch(Slot::emulated);
    Rack demo = Optional.ofNullable(configs.racks().get(new RackId("demo"))).orElseThrow();
    assertThat(demo.slots()).noneMatch(Slot::emulated);
  }

  private static int serialDigits(Family family) {
    return switch (family) {
      case ESP32S2 -> 12;
      case NRF52840, RP2040 -> 16;
    };
  }

  @Test
  void the_suite_of_a_firmware_has_only_scripts_that_fit_it() throws Exception {
    Configs configs = Configs.load(ROOT);
    BoardType pico = configs.type(new BoardTypeId("raspberry_pi_pico"));
    BoardType other = configs.type(new BoardTypeId("raspberry_pi_pico_micropython"));
    assertThat(configs.scriptsOf(new SuiteId("pr"))).isNotEmpty().allMatch(s -> s.fits(pico));
    assertThat(configs.scriptsOf(new SuiteId("micropython")))
        .hasSizeGreaterThan(2)
        .allMatch(s -> s.fits(other));
  }
}
