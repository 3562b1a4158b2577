package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteOfFirmwareTest {
  private final Path folder;

  SuiteOfFirmwareTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String suite(String inside) throws Exception {
    byte[] flash = ("\0" + inside + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] file = Uf2File.of(Family.RP2040.uf2FamilyId(), 0x10000000L, flash).encode();
    return SuiteOfFirmware.in(Files.write(folder.resolve("firmware.uf2"), file));
  }

  @Test
  void the_firmware_in_the_file_says_which_suite_is_run() throws Exception {
    assertThat(suite("MicroPython v1.25.0 on 2025-04-15; Raspberry Pi Pico with RP2040"))
        .isEqualTo("micropython");
    assertThat(suite("Adafruit CircuitPython 10.2.0 on 2026-11-22; Raspberry Pi Pico with rp2040"))
        .isEqualTo("pr");
  }

  @Test
  void what_is_no_image_is_left_to_the_intake() throws Exception {
    assertThat(SuiteOfFirmware.in(folder)).isEqualTo("pr");
    assertThat(SuiteOfFirmware.in(Files.write(folder.resolve("a.zip"), new byte[] {1})))
        .isEqualTo("pr");
  }
}
