package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigsTest extends ConfigFiles {
  ConfigsTest(@TempDir Path repository) {
    super(repository);
  }

  @Test
  void a_sound_configuration_is_read() throws Exception {
    Configs configs = Configs.load(repository);
    BoardType pico = configs.type(new BoardTypeId("raspberry_pi_pico"));
    assertThat(pico.family()).isEqualTo(Family.RP2040);
    assertThat(pico.flash()).isEqualTo(FlashMethod.BOOTSEL);
    assertThat(pico.application()).isEqualTo(new MemoryArea(0x10000000L, 0x100ff000L));
    assertThat(pico.usb().application().id()).isEqualTo(UsbId.parse("239a:80f4"));
    assertThat(pico.usb().rom()).isEmpty();
    assertThat(pico.i2c()).contains(new I2cPins("GP4", "GP5"));
    var slot =
        Optional.ofNullable(configs.racks().get(new RackId("desk")))
            .orElseThrow()
            .slots()
            .getFirst();
    assertThat(slot.port()).isEqualTo(new PortPath("1-1.4"));
    assertThat(slot.usbData().orElseThrow().on()).isEqualTo("1");
    var scripts = configs.scriptsOf(new SuiteId("pr"));
    assertThat(scripts).extracting(s -> s.id().value()).containsExactly("console/answers");
    assertThat(scripts.getFirst().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(configs.library()).isEqualTo("# hil\n");
    assertThat(Configs.check(repository)).isEmpty();
  }

  @Test
  void all_problems_are_told_at_once_with_file_and_key() throws Exception {
    write(
        "board-configs/types/raspberry_pi_pico.yaml",
        PICO.replace("flash: bootsel", "flash: esptool\ncolour: green")
            .replace("id: \"2e8a:0003\"", "id: 2e8a"));
    write(
        "board-configs/racks/desk.yaml",
        RACK
            + """
              - slot: A2
                port: "1-1.4"
                board: some_board
                serial: E6614103E7174D23
                i2c_target: { address: 0x90, register: 1, value: 256 }
            """);
    write("board-configs/suites/pr.yaml", "suite: nightly\nscripts: [console/answers, a/b]\n");
    assertThatThrownBy(() -> Configs.load(repository))
        .isInstanceOf(ConfigProblems.class)
        .hasMessage(
            """
            10 problems in the configuration:
              board-configs/types/raspberry_pi_pico.yaml: usb.bootloader.id: not a USB id: "2e8a" (write vendor:product in hex, such as 239a:80f4)
              board-configs/types/raspberry_pi_pico.yaml: flash: a board of the family rp2040 cannot be flashed by esptool
              board-configs/types/raspberry_pi_pico.yaml: colour: is no key that is known here; known are board, family, name, flash, flash_bytes, application, usb, drive, abilities, i2c, firmware
              board-configs/racks/desk.yaml: slots[1].i2c_target.value: must be 0 to 255 (0x00 to 0xff), not 256
              board-configs/racks/desk.yaml: slots[1].port: two slots of this rack are at port 1-1.4
              board-configs/racks/desk.yaml: slots[1].serial: the serial E6614103E7174D23 is used twice
              board-configs/racks/desk.yaml: slots[1].board: no board type some_board; describe it in board-configs/types/some_board.yaml
              board-configs/racks/desk.yaml: slots[1].abilities: lack i2c-target, but i2c_target is wired
              board-configs/suites/pr.yaml: suite: says "nightly", but the file is called pr.yaml
              board-configs/suites/pr.yaml: scripts[1]: no script a/b; there is no test-scripts/a/b.py
            """
                .strip());
    assertThat(Configs.check(repository)).hasSize(10);
  }

  @Test
  void a_serial_on_two_racks_is_told() throws Exception {
    write("board-configs/racks/other.yaml", RACK.replace("rack: desk", "rack: other"));
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/other.yaml: slots[0].serial: the serial E6614103E7174D23 is used"
                + " twice");
  }

  @Test
  void what_is_missing_is_told() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        "rack: desk\nslots:\n  - slot: A1\n    abilities: [i2c-target]\n");
    write(
        "board-configs/types/raspberry_pi_pico.yaml",
        PICO.replaceAll("(?m)^usb:\n(  .*\n)+", "usb:\n"));
    assertThat(problems())
        .containsExactly(
            "board-configs/types/raspberry_pi_pico.yaml: usb: is missing",
            "board-configs/racks/desk.yaml: slots[0].port: is missing",
            "board-configs/racks/desk.yaml: slots[0].board: is missing",
            "board-configs/racks/desk.yaml: slots[0].serial: is missing",
            "board-configs/racks/desk.yaml: slots[0].i2c_target: is missing; the slot says it has"
                + " the ability i2c-target");
  }

  @Test
  void a_target_that_holds_the_clock_is_told_as_an_ability_and_the_other_way_round()
      throws Exception {
    String target = "    i2c_target: { address: 0x76, register: 0xd0, value: 0x58";
    write(
        "board-configs/racks/desk.yaml",
        RACK.replace("-switch]", "-switch, i2c-target]") + target + ", stretch: 0xe8 }\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].abilities: lack i2c-stretch, but"
                + " i2c_target.stretch is wired");
    write(
        "board-configs/racks/desk.yaml",
        RACK.replace("-switch]", "-switch, i2c-target, i2c-stretch]") + target + " }\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].i2c_target.stretch: is missing; the slot says"
                + " it has the ability i2c-stretch");
  }

  @Test
  void what_a_suite_makes_of_emulated_boards_is_one_of_four_words() throws Exception {
    String suite = "suite: pr\nscripts: [console/answers]\n";
    assertThat(use()).isEqualTo(EmulatedUse.PREFLIGHT);
    write("board-configs/suites/pr.yaml", suite + "emulated: preflight-stops\n");
    assertThat(use()).isEqualTo(EmulatedUse.PREFLIGHT_STOPS);
    write("board-configs/suites/pr.yaml", suite + "emulated: counts\n");
    assertThat(use()).isEqualTo(EmulatedUse.COUNTS);
    write("board-configs/suites/pr.yaml", suite + "emulated: off\n");
    assertThat(use()).isEqualTo(EmulatedUse.OFF);
    write("board-configs/suites/pr.yaml", suite + "emulated: maybe\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/suites/pr.yaml: emulated: must be preflight, preflight-stops, counts or"
                + " off, not \"maybe\"");
  }

  private EmulatedUse use() throws Exception {
    return Objects.requireNonNull(Configs.load(repository).suites().get(new SuiteId("pr")))
        .emulated();
  }

  @Test
  void a_suite_says_how_often_it_is_run_by_count_or_by_hours() throws Exception {
    String suite = "suite: pr\nscripts: [console/answers]\n";
    assertThat(repeat(suite)).isEqualTo(Repeat.ONCE);
    assertThat(repeat(suite + "rounds: 500\n")).isEqualTo(new Repeat.Rounds(500));
    assertThat(repeat(suite + "for_h: 24\n")).isEqualTo(new Repeat.Lasting(Duration.ofHours(24)));
    assertThat(repeat(suite + "for_h: 0.5\n"))
        .isEqualTo(new Repeat.Lasting(Duration.ofMinutes(30)));
  }

  private Repeat repeat(String suite) throws Exception {
    write("board-configs/suites/pr.yaml", suite);
    return Objects.requireNonNull(Configs.load(repository).suites().get(new SuiteId("pr")))
        .repeat();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rounds: 0               | rounds: must be 1 to 500 rounds, not 0
          rounds: 501             | rounds: must be 1 to 500 rounds, not 501
          rounds: 4294967297      | rounds: must be 1 to 500 rounds, not 2147483647
          rounds: -3              | rounds: must be a whole number, such as 118 or 0x76, not "-3"
          rounds: many            | rounds: must be a whole number, such as 118 or 0x76, not "many"
          for_h: 0                | for_h: must be a number of hours, more than 0 and at most 24, not "0"
          for_h: 24.1             | for_h: must be a number of hours, more than 0 and at most 24, not "24.1"
          for_h: all night        | for_h: must be a number of hours, more than 0 and at most 24, not "all night"
          { rounds: 2, for_h: 3 } | for_h: say either rounds or for_h: one fixes the other
          """)
  void a_count_that_makes_no_soak_is_told(String keys, String problem) throws Exception {
    String lines = keys.replaceAll("[{}]", "").replace(", ", "\n").strip().replace("\n ", "\n");
    write("board-configs/suites/pr.yaml", "suite: pr\nscripts: [console/answers]\n" + lines + "\n");
    assertThat(problems()).containsExactly("board-configs/suites/pr.yaml: " + problem);
  }

  @Test
  void values_of_the_wrong_kind_are_told() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        RACK.replace("{ file: run/usb, on: \"1\", off: \"0\" }", "[1, 2]")
            .replace("serial: E6614103E7174D23", "serial: [E66]"));
    write("board-configs/suites/pr.yaml", "suite: pr\nscripts: console/answers\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].serial: must be one value, but is of the kind"
                + " array",
            "board-configs/racks/desk.yaml: slots[0].usb_data: must have keys of its own, but is of"
                + " the kind array",
            "board-configs/suites/pr.yaml: scripts: must be a list",
            "board-configs/suites/pr.yaml: scripts: a suite without scripts would pass everything");
  }

  @Test
  void a_switch_outside_the_rack_is_told() throws Exception {
    write("board-configs/racks/desk.yaml", RACK.replace("run/usb", "run/../../etc/passwd"));
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("board-configs/racks/desk.yaml: slots[0].usb_data.file: must be a path below");
  }

  @Test
  void a_file_that_is_no_yaml_is_told_with_its_line() throws Exception {
    write("board-configs/racks/desk.yaml", "rack: desk\nslots: [\n");
    write("board-configs/types/notes.txt", "hello");
    write("board-configs/suites/twice.yaml", "suite: twice\nsuite: twice\n");
    assertThat(problems())
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "board-configs/types/notes.txt: is no config: its name must end in .yaml"),
            p ->
                assertThat(p)
                    .startsWith(
                        "board-configs/racks/desk.yaml:2: is no YAML: while parsing a flow node,"
                            + " expected"),
            p ->
                assertThat(p)
                    .startsWith("board-configs/suites/twice.yaml:2: is no YAML: Duplicate"));
  }

  @Test
  void an_esp32s2_for_esptool_needs_its_roms_identity() throws Exception {
    write(
        "board-configs/types/raspberry_pi_pico.yaml",
        PICO.replace("family: rp2040", "family: esp32s2").replace("bootsel", "esptool"));
    assertThat(problems())
        .containsExactly(
            "board-configs/types/raspberry_pi_pico.yaml: usb.rom: is missing; esptool writes"
                + " through the chip's ROM");
  }

  @Test
  void a_missing_folder_or_library_is_told() throws Exception {
    Files.delete(repository.resolve("test-scripts/lib/hil.py"));
    Files.delete(repository.resolve("board-configs/racks/desk.yaml"));
    Files.delete(repository.resolve("board-configs/racks"));
    assertThat(problems())
        .containsExactly(
            "board-configs/racks: is no folder that can be read",
            "test-scripts/lib/hil.py: cannot be read: NoSuchFileException");
  }

  @Test
  void a_broken_script_is_told_with_its_line() throws Exception {
    write("test-scripts/console/answers.py", SCRIPT.replace("timeout_s = 5", "timeout_s = soon"));
    write("test-scripts/Bad-Name.py", SCRIPT);
    assertThat(problems())
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith("test-scripts/Bad-Name.py: not a valid script id: \"Bad-Name\""),
            p ->
                assertThat(p)
                    .startsWith("test-scripts/console/answers.py:3: the block is no TOML: "));
  }

  @Test
  void ids_that_are_not_there_are_named() throws Exception {
    Configs configs = Configs.load(repository);
    assertThatThrownBy(() -> configs.type(new BoardTypeId("other")))
        .hasMessage("no board type other in board-configs/types");
    assertThatThrownBy(() -> configs.scriptsOf(new SuiteId("other")))
        .hasMessage("no suite other in board-configs/suites");
    assertThat(configs.scripts()).containsOnlyKeys(new ScriptId("console/answers"));
  }

  @Test
  void a_board_type_may_run_micropython_where_the_farm_knows_it() throws Exception {
    write("board-configs/types/raspberry_pi_pico.yaml", PICO + "firmware: micropython\n");
    BoardType type = Configs.load(repository).type(new BoardTypeId("raspberry_pi_pico"));
    assertThat(type.firmware()).isEqualTo(Firmware.MICROPYTHON);
    assertThat(type.bannerName()).isEqualTo("Raspberry Pi Pico with RP2040");
    write(
        "board-configs/types/raspberry_pi_pico.yaml",
        PICO.replace("rp2040", "nrf52840").replace("bootsel", "nrf-uf2")
            + "firmware: micropython\n");
    assertThat(Configs.check(repository))
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "board-configs/types/raspberry_pi_pico.yaml: firmware: the farm knows MicroPython on"
                + " the family rp2040 only, not on nrf52840");
    write("board-configs/types/raspberry_pi_pico.yaml", PICO + "firmware: lua\n");
    assertThat(Configs.check(repository))
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "board-configs/types/raspberry_pi_pico.yaml: firmware: must be one of circuitpython,"
                + " micropython, not \"lua\"");
  }
}
