package org.hilfarm.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BannerTest {
  @Test
  void a_release_is_recognised() {
    String line = "Adafruit CircuitPython 10.2.0 on 2026-11-22; Raspberry Pi Pico with rp2040";
    Banner banner = Banner.in("\r\n" + line + "\r\n>>> ").orElseThrow();
    assertThat(banner)
        .isEqualTo(new Banner("10.2.0", "2026-11-22", "Raspberry Pi Pico with rp2040"));
    assertThat(banner).hasToString(line);
  }

  @Test
  void a_development_build_is_recognised_among_flash_bytes() {
    byte[] flash =
        "\0\377Adafruit CircuitPython 7.0.0-beta.0-106-g707e355a6 on 2021-08-20; Adafruit Metro ESP32S2 with ESP32S2\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Banner.in(flash).orElseThrow().version()).isEqualTo("7.0.0-beta.0-106-g707e355a6");
  }

  @Test
  void a_banner_without_end_is_none() {
    assertThat(Banner.in("Adafruit CircuitPython 10.2.0 on 2026-11-22; " + "x".repeat(5000)))
        .isEmpty();
    assertThat(Banner.in("Adafruit CircuitPython 10.2.0 on yesterday; Pico with rp2040")).isEmpty();
  }

  @Test
  void micropythons_banner_is_its_own() {
    String line = "MicroPython v1.18-624-gef54c1377 on 2025-03-07; Raspberry Pi Pico with RP2040";
    Banner banner = Banner.in(line + "\r\nType \"help()\" for more.\r\n>>> ").orElseThrow();
    assertThat(banner)
        .isEqualTo(
            new Banner(
                "v1.18-624-gef54c1377",
                "2025-03-07",
                "Raspberry Pi Pico with RP2040",
                Firmware.MICROPYTHON));
    assertThat(banner).hasToString(line);
  }

  /** As the strings lie in the images of rp2-pico 1.15 (one piece) and 1.19.1 (two). */
  @Test
  void micropythons_images_hold_their_banner_in_one_piece_or_in_two() {
    assertThat(inside("\0MicroPython v1.15 on 2021-04-18; Raspberry Pi Pico with RP2040\r\n\0"))
        .hasToString("MicroPython v1.15 on 2021-04-18; Raspberry Pi Pico with RP2040");
    assertThat(
            inside(
                "\0003.4.0; MicroPython v1.19.1 on 2022-06-18\0expected\0"
                    + "OK\0; Raspberry Pi Pico with RP2040\0Type \0"))
        .hasToString("MicroPython v1.19.1 on 2022-06-18; Raspberry Pi Pico with RP2040");
  }

  @Test
  void half_a_micropython_is_none() {
    assertThat(Banner.in("\0MicroPython v1.19.1 on 2022-06-18\0".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(Banner.in("\0; Raspberry Pi Pico with RP2040\0".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  private static Banner inside(String flash) {
    return Banner.in(flash.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
  }
}
