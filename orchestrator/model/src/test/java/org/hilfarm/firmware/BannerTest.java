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
}
