package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.DrivenPin;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.MeteredSupply;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.model.board.SwitchFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a slot of a rack says of its wiring. */
class SlotConfigsTest extends ConfigFiles {
  private static final String SWITCHED =
      """
      rack: desk
      slots:
        - slot: A1
          port: "1-1.4"
          board: raspberry_pi_pico
          serial: "E6614103E7174D23"
          abilities: [reset-line]
          %s
          %s
          %s
      """;

  SlotConfigsTest(@TempDir Path repository) {
    super(repository);
  }

  @Test
  void an_emulated_board_must_be_an_rp2040_with_a_flash_id() throws Exception {
    String emulated = RACK.replace("slot: A1", "slot: A1\n    emulated: true");
    write("board-configs/racks/desk.yaml", emulated);
    assertThat(problems()).isEmpty();
    write("board-configs/racks/desk.yaml", emulated.replace("E6614103E7174D23", "PICO-1"));
    write(
        "board-configs/types/raspberry_pi_pico.yaml",
        PICO.replace("family: rp2040", "family: nrf52840").replace("bootsel", "nrf-uf2"));
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].serial: must be 16 hex digits where the board"
                + " is emulated (its flash chip's id), not \"PICO-1\"",
            "board-configs/racks/desk.yaml: slots[0].emulated: a raspberry_pi_pico cannot be"
                + " emulated; only the family rp2040 can");
  }

  @Test
  void a_debug_uart_is_read_at_115200_baud_unless_said_otherwise() throws Exception {
    write("board-configs/racks/desk.yaml", RACK + "    debug_uart: { device: dev/ttyUSB0 }\n");
    assertThat(uart()).isEqualTo(new DebugUart("dev/ttyUSB0", 115_200));
    write(
        "board-configs/racks/desk.yaml",
        RACK + "    debug_uart: { device: dev/ttyUSB0, baud: 9600 }\n");
    assertThat(uart()).isEqualTo(new DebugUart("dev/ttyUSB0", 9600));
  }

  private DebugUart uart() throws ConfigProblems {
    return Optional.ofNullable(Configs.load(repository).racks().get(new RackId("desk")))
        .orElseThrow()
        .slots()
        .getFirst()
        .debugUart()
        .orElseThrow();
  }

  @Test
  void a_power_meter_feeds_its_slot_at_so_many_millivolts() throws Exception {
    write("board-configs/racks/desk.yaml", METERED + "dev/ppk2, millivolts: 3700 }\n");
    assertThat(Configs.load(repository).racks().values())
        .flatExtracting(Rack::slots)
        .extracting(Slot::powerMeter)
        .containsExactly(Optional.of(new MeteredSupply("dev/ppk2", 3700)));
  }

  @Test
  void a_power_meter_that_cannot_be_is_told() throws Exception {
    write("board-configs/racks/desk.yaml", METERED + "../ppk2, millivolts: 12000 }\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].power_meter.device: must be a path below the"
                + " rack's root, without a leading / and without .., not \"../ppk2\"",
            "board-configs/racks/desk.yaml: slots[0].power_meter.millivolts: must be 800 to 5000"
                + " millivolts, not 12000");
  }

  @Test
  void a_slot_says_which_pin_is_driven_and_how_reset_is_pressed() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        HANDS + "GPIO10, file: run/pin, high: \"1\", low: \"0\" }\n");
    assertThat(Configs.load(repository).racks().values())
        .flatExtracting(Rack::slots)
        .extracting(Slot::fixture)
        .containsExactly(
            new Fixture(
                Optional.of(new DrivenPin("GPIO10", new SwitchFile("run/pin", "1", "0"))),
                Optional.of(new SwitchFile("run/reset", "1", "0"))));
  }

  @Test
  void a_pin_that_cannot_be_driven_is_told() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        HANDS.replace(", reset-line", "") + "gpio 10, file: ../pin, high: \"1\", low: \"0\" }\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].driven_pin.name: must be a pin as"
                + " microcontroller.pin has it, such as GPIO10 or P0_27, not \"gpio 10\"",
            "board-configs/racks/desk.yaml: slots[0].driven_pin.file: must be a path below the"
                + " rack's root, without a leading / and without .., not \"../pin\"",
            "board-configs/racks/desk.yaml: slots[0].abilities: lack reset-line, but reset_line is"
                + " wired");
  }

  @Test
  void what_switches_a_slot_may_be_a_gpio_line_a_command_or_uhubctl() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        SWITCHED.formatted(
            "reset_line: { by: gpio, chip: gpiochip0, line: 17, active_low: true }",
            "boot_line: { by: command, on: [/opt/relay, \"{slot}\", \"on\"], off: [/opt/relay,"
                + " \"{slot}\", \"off\"] }",
            "power: { by: uhubctl }"));
    assertThat(Configs.load(repository).racks().values())
        .flatExtracting(Rack::slots)
        .extracting(Slot::fixture)
        .containsExactly(
            new Fixture(
                Optional.empty(),
                Optional.of(new GpioLine("gpiochip0", 17, true)),
                Optional.of(
                    new SwitchCommand(
                        List.of("/opt/relay", "{slot}", "on"),
                        List.of("/opt/relay", "{slot}", "off"))),
                new PowerWay.Uhubctl()));
  }

  @Test
  void every_mistake_in_what_switches_a_slot_is_told_at_once() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        SWITCHED.formatted(
            "reset_line: { by: gpio, chip: /dev/gpiochip0, line: 17 }",
            "boot_line: { by: command, on: [relay, \"{rack}\"] }",
            "power: { by: hand }"));
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "board-configs/racks/desk.yaml: slots[0].reset_line: a chip is called as gpiodetect"
                + " says, such as gpiochip0, not \"/dev/gpiochip0\"",
            "board-configs/racks/desk.yaml: slots[0].boot_line: on must begin with a program's"
                + " whole path, without .., not \"relay\"",
            "board-configs/racks/desk.yaml: slots[0].power.by: must be one of kernel, uhubctl,"
                + " file, gpio, command, not \"hand\"");
  }

  @Test
  void an_on_that_yaml_takes_for_true_is_told() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        SWITCHED.formatted(
            "reset_line: { by: command, on: [/opt/relay, on], off: [/opt/relay, \"off\"] }",
            "",
            ""));
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].reset_line.on[1]: YAML takes on, off, yes and"
                + " no for true and false: write such a word in quotes");
  }

  @Test
  void only_what_a_slot_knows_of_itself_stands_in_braces() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        SWITCHED.formatted(
            "reset_line: { by: command, on: [/opt/relay, \"{rack}\"], off: [/opt/relay] }",
            "boot_line: { by: command, on: [/opt/relay] }",
            "power: { by: kernel }"));
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "board-configs/racks/desk.yaml: slots[0].reset_line: on names {rack}; there are only"
                + " {hub}, {number}, {port}, {serial}, {slot}",
            "board-configs/racks/desk.yaml: slots[0].boot_line: off must be a list of 1 to 16"
                + " words: a program and its arguments");
  }

  @Test
  void a_debug_uart_that_cannot_be_listened_to_is_told() throws Exception {
    write(
        "board-configs/racks/desk.yaml",
        RACK + "    debug_uart: { device: /dev/ttyUSB0, baud: 12 }\n");
    assertThat(problems())
        .containsExactly(
            "board-configs/racks/desk.yaml: slots[0].debug_uart.device: must be a path below the"
                + " rack's root, without a leading / and without .., not \"/dev/ttyUSB0\"",
            "board-configs/racks/desk.yaml: slots[0].debug_uart.baud: must be 300 to 3000000 baud,"
                + " not 12");
  }
}
