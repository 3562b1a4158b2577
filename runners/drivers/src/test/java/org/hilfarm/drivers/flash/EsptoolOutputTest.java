package org.hilfarm.drivers.flash;

import static org.assertj.core.api.Assertions.assertThat;

import org.hilfarm.model.report.FaultKind;
import org.junit.jupiter.api.Test;

class EsptoolOutputTest {
  @Test
  void the_progress_of_4_x_and_of_5_x_is_understood() {
    assertThat(EsptoolOutput.percent("Writing at 0x00010000... (12 %)")).hasValue(12);
    assertThat(EsptoolOutput.percent("Writing at 0x001697d7 [==============] 100.0% 9/9 bytes..."))
        .hasValue(100);
    assertThat(EsptoolOutput.percent("Writing at 0x00010000 [=>     ]  12.5% 1/8 bytes... "))
        .hasValue(12);
  }

  /** As esptool 5.1.0 wrote it to a pipe. */
  @Test
  void what_5_x_says_to_a_terminal_is_left_out() {
    String line = "\u001b[KWriting at 0x00032e6d [==>   ]  10.1% 73728/731445 bytes... ";
    assertThat(EsptoolOutput.percent(line)).hasValue(10);
    assertThat(EsptoolOutput.lastLine("\u001b[1;36mNote:\u001b[0m no reset\n\u001b[1A\u001b[2K\n"))
        .isEqualTo("Note: no reset");
  }

  @Test
  void other_lines_are_no_progress() {
    assertThat(EsptoolOutput.percent("Compressed 1495536 bytes to 753412...")).isEmpty();
    assertThat(EsptoolOutput.percent("Writing at full speed")).isEmpty();
    assertThat(EsptoolOutput.percent("")).isEmpty();
    assertThat(EsptoolOutput.percent("Writing at 0x00000000... (999 %)")).hasValue(100);
  }

  @Test
  void a_word_this_esptool_does_not_know_is_told_from_a_failure() {
    assertThat(EsptoolOutput.wrongSpelling("Error: No such command 'write_flash'.")).isTrue();
    assertThat(
            EsptoolOutput.wrongSpelling(
                "Error: Invalid value for '--before': 'no_reset' is not one of 'no-reset'."))
        .isTrue();
    assertThat(EsptoolOutput.wrongSpelling("esptool: error: invalid choice: 'write-flash'"))
        .isTrue();
    assertThat(EsptoolOutput.wrongSpelling("A fatal error occurred: Failed to connect")).isFalse();
  }

  @Test
  void an_image_beyond_the_flash_is_too_large_and_all_else_a_failed_flash() {
    assertThat(
            EsptoolOutput.kind(
                "A fatal error occurred: File x (length 5) at offset 0 will not fit in 4 bytes"))
        .isEqualTo(FaultKind.IMAGE_TOO_LARGE);
    assertThat(EsptoolOutput.kind("A fatal error occurred: MD5 of file does not match"))
        .isEqualTo(FaultKind.FLASH_FAILED);
  }

  @Test
  void the_last_line_that_says_something_is_quoted() {
    assertThat(EsptoolOutput.lastLine("one\n two \n\n")).isEqualTo("two");
    assertThat(EsptoolOutput.lastLine("")).isEqualTo("nothing");
  }
}
