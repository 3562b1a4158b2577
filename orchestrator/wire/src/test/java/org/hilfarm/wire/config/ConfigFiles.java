package org.hilfarm.wire.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A sound repository of configuration files, for tests that spoil it. */
abstract class ConfigFiles {
  static final String PICO =
      """
      board: raspberry_pi_pico
      family: rp2040
      name: Raspberry Pi Pico
      flash: bootsel
      flash_bytes: 0x200000
      application: { start: 0x10000000, end: 0x100ff000 }
      usb:
        application: { id: "239a:80f4", manufacturer: Raspberry Pi, product: Pico }
        bootloader: { id: "2e8a:0003", manufacturer: Raspberry Pi, product: RP2 Boot }
      drive: { label: RPI-RP2, board_id: RPI-RP2, model: Raspberry Pi RP2, names_board: false }
      i2c: { sda: GP4, scl: GP5 }
      abilities: [watchdog]
      """;
  static final String RACK =
      """
      rack: desk
      slots:
        - slot: A1
          port: "1-1.4"
          board: raspberry_pi_pico
          serial: E6614103E7174D23
          abilities: [usb-data-switch]
          usb_data: { file: run/usb, on: "1", off: "0" }
      """;
  static final String METERED =
      RACK.replace("[usb-data-switch]", "[usb-data-switch, power-meter]")
          + "    power_meter: { device: ";
  static final String HANDS =
      RACK.replace("[usb-data-switch]", "[usb-data-switch, driven-pin, reset-line]")
          + "    reset_line: { file: run/reset, on: \"1\", off: \"0\" }\n"
          + "    driven_pin: { name: ";
  static final String SCRIPT =
      """
      # /// hil
      # name = "it answers"
      # timeout_s = 5
      # ///
      import hil
      """;

  final Path repository;

  ConfigFiles(Path repository) {
    this.repository = repository;
  }

  @BeforeEach
  void a_sound_repository() throws IOException {
    write("board-configs/types/raspberry_pi_pico.yaml", PICO);
    write("board-configs/racks/desk.yaml", RACK);
    write("board-configs/suites/pr.yaml", "suite: pr\nscripts: [console/answers]\n");
    write("test-scripts/console/answers.py", SCRIPT);
    write("test-scripts/lib/hil.py", "# hil\n");
  }

  List<String> problems() {
    return Configs.check(repository).stream().map(ConfigProblem::toString).toList();
  }

  void write(String file, String text) throws IOException {
    Path path = repository.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
