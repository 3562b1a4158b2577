package org.hilfarm.drivers.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.reset.UartWords;
import org.junit.jupiter.api.Test;

/** The texts are those of circuitpython issue 5305 and of esp-idf's panic handler. */
class RomTalkTest {
  private static final String HEAD = "ESP-ROM:esp32s2-rc4-20191025\r\nBuild:Oct 25 2019\r\n";
  private static final String TAIL = "SPIWP:0xee\r\nmode:DIO, clock div:1\r\nentry 0x4004c198\r\n";
  private static final String POWER = HEAD + "rst:0x1 (POWERON),boot:0x8 (SPI_FAST_FLASH_BOOT)\r\n";
  private static final String DOG =
      HEAD
          + "rst:0x8 (TG1WDT_SYS_RST),boot:0x9 (SPI_FAST_FLASH_BOOT)\r\nSaved PC:0x40028200\r\n"
          + TAIL;
  private static final String PANIC =
      """
      Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.

      Core  0 register dump:
      PC      : 0x400d1234  PS      : 0x00060f30  A0      : 0x800d2f10  A1      : 0x3ffd0c40
      EXCVADDR: 0x00000000  LBEG    : 0x00000000  LEND    : 0x00000000  LCOUNT  : 0x00000000

      Backtrace: 0x400d1231:0x3ffd0c40 0x400d2f0d:0x3ffd0c70 |<-CORRUPTED

      Rebooting...
      """;

  @Test
  void the_line_of_the_roms_start_is_found() {
    RomTalk talk = RomTalk.in(POWER + TAIL);
    assertThat(talk.romLine()).contains("rst:0x1 (POWERON),boot:0x8 (SPI_FAST_FLASH_BOOT)");
    assertThat(talk.words())
        .isEqualTo(new UartWords(1, Optional.empty(), Optional.empty(), List.of(), false));
  }

  @Test
  void a_watchdogs_start_says_where_the_program_was() {
    RomTalk talk = RomTalk.in(DOG);
    assertThat(talk.romLine()).contains("rst:0x8 (TG1WDT_SYS_RST),boot:0x9 (SPI_FAST_FLASH_BOOT)");
    assertThat(talk.words().savedPc()).contains("0x40028200");
  }

  @Test
  void a_chip_that_starts_again_and_again_is_counted_from_when_it_got_power() {
    assertThat(RomTalk.in(DOG + DOG + DOG).words().starts()).isEqualTo(3);
    assertThat(RomTalk.in(DOG + POWER + TAIL + DOG).words().starts()).isEqualTo(2);
  }

  @Test
  void a_panic_is_its_headline_its_registers_and_its_backtrace() {
    UartWords words = RomTalk.in("hello\r\n" + PANIC + DOG).words();
    assertThat(words.panic())
        .contains(
            "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled."
                + " (PC 0x400d1234, EXCVADDR 0x00000000)");
    assertThat(words.frames()).containsExactly("0x400d1231", "0x400d2f0d", "(corrupted from here)");
  }

  @Test
  void the_old_spelling_of_a_backtrace_and_an_abort_are_understood() {
    UartWords words =
        RomTalk.in(
                "abort() was called at PC 0x400d0001 on core 0\nBacktrace:0x400d0001:0x3ffd0000\n")
            .words();
    assertThat(words.panic()).contains("abort() was called at PC 0x400d0001 on core 0");
    assertThat(words.frames()).containsExactly("0x400d0001");
  }

  @Test
  void text_read_at_a_wrong_speed_is_garbled_and_a_banner_among_noise_is_not() {
    String noise = "\u00f8\u0000\u0080\u00fe\u00e6\u0018x~".repeat(20);
    assertThat(RomTalk.in(noise).words().garbled()).isTrue();
    assertThat(RomTalk.in(noise + POWER).words().garbled()).isFalse();
    assertThat(RomTalk.in("\u0000\u0000").words().garbled()).isFalse();
    assertThat(RomTalk.in("plain text\r\n".repeat(20)).words().garbled()).isFalse();
  }

  @Test
  void nothing_hostile_gets_through_and_nothing_is_endless() {
    RomTalk talk =
        RomTalk.in(
            "Guru Meditation Error: \u001b[2J"
                + "x".repeat(100_000)
                + "\nBacktrace: "
                + "0x400d1231:0x3ffd0c40 ".repeat(10_000));
    assertThat(talk.words().panic().orElseThrow()).hasSizeLessThan(300).doesNotContain("\u001b");
    assertThat(talk.words().frames()).hasSizeLessThanOrEqualTo(25);
    assertThat(RomTalk.in("").heard()).isEmpty();
  }
}
