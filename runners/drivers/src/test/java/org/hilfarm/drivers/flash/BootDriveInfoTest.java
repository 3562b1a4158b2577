package org.hilfarm.drivers.flash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BootDriveInfoTest {
  @Test
  void the_rp2040_s_rom_is_read() {
    BootDriveInfo info =
        BootDriveInfo.parse("UF2 Bootloader v3.0\nModel: Raspberry Pi RP2\nBoard-ID: RPI-RP2\n");

    assertThat(info.version()).isEqualTo("UF2 Bootloader v3.0");
    assertThat(info.model()).isEqualTo("Raspberry Pi RP2");
    assertThat(info.boardId()).isEqualTo("RPI-RP2");
    assertThat(info.applicationBytes()).isEmpty();
  }

  @Test
  void tinyuf2_tells_the_size_of_its_application() {
    BootDriveInfo info =
        BootDriveInfo.parse(
            """
            TinyUF2 Bootloader 0.35.0 - tinyusb (0.18.0)\r
            Model: Adafruit Feather ESP32-S2\r
            Board-ID: ESP32S2-Feather-revA\r
            Date: May 14 2025\r
            Flash Size: 0x002C0000 bytes\r
            """);

    assertThat(info.applicationBytes()).hasValue(0x2C0000);
    assertThat(info.isFor("ESP32S2-Feather-revA")).isTrue();
  }

  @Test
  void another_revision_of_the_board_is_the_board_and_another_board_is_not() {
    BootDriveInfo info = BootDriveInfo.parse("x\nBoard-ID: nRF52840-Feather-revD\n");

    assertThat(info.isFor("nRF52840-Feather-revE")).isTrue();
    assertThat(info.isFor("nRF52840-CircuitPlayground-revD")).isFalse();
    assertThat(info.isFor("RPI-RP2")).isFalse();
  }

  @Test
  void what_a_hostile_board_says_is_cleaned_and_cut() {
    BootDriveInfo info =
        BootDriveInfo.parse(
            "\u001b[2J<b>boot</b>\nModel: " + "m".repeat(500) + "\nBoard-ID: a\u0000b\n");

    assertThat(info.version()).isEqualTo("?[2J<b>boot</b>");
    assertThat(info.model()).hasSize(120);
    assertThat(info.boardId()).isEqualTo("a?b");
  }

  @Test
  void a_text_without_any_of_it_is_all_empty() {
    assertThat(BootDriveInfo.parse("").boardId()).isEmpty();
    assertThat(BootDriveInfo.parse(":\n::\nFlash Size: many\n").applicationBytes()).isEmpty();
    assertThat(BootDriveInfo.parse("z".repeat(1 << 20)).version()).hasSize(120);
  }
}
