package org.hilfarm.drivers.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.script.Phase;
import org.junit.jupiter.api.Test;

class PhaseSourceTest {
  private final PhaseSource source =
      new PhaseSource(
          Samples.script("# comment\nimport hil\ndef arm(): pass\n"), Samples.PICO, Samples.SLOT);

  @Test
  void the_first_comment_gives_way_so_that_line_numbers_stay() {
    assertThat(source.forRepl(Samples.phase("arm"), "abc", 2, List.of()))
        .isEqualTo(
            "import hil; hil.start('abc', 'arm', 'RP2040', {'sda': 'GP4', 'scl': 'GP5',"
                + " 'address': 24, 'register': 5, 'value': 64}, 2)\n"
                + "import hil\ndef arm(): pass\n\nhil.run(arm)\n");
  }

  @Test
  void a_target_that_holds_the_clock_is_told_with_the_register_for_it() {
    I2cTarget target = new I2cTarget(24, 5, 64, OptionalInt.of(0xe8));
    Slot slot = Samples.SLOT;
    Slot stretching =
        new Slot(
            slot.id(),
            slot.port(),
            slot.boardType(),
            slot.serial(),
            slot.abilities(),
            slot.usbData(),
            Optional.of(target));
    assertThat(
            new PhaseSource(Samples.script("pass\n"), Samples.PICO, stretching)
                .forRepl(Samples.phase("arm"), "abc", 0, List.of()))
        .contains("'value': 64, 'stretch': 232}");
  }

  @Test
  void the_header_is_sent_as_empty_lines() {
    String script = "# a\n# /// hil\n# phases = []\n# ///\nimport hil\n# stays\n";
    assertThat(withHeader(script)).matches("import hil; [^\n]*\n\n\n\nimport hil\n# stays\n[^#]*");
    assertThat(withHeader("# only\n")).matches("import hil; [^\n]*\n\nhil.run\\(arm\\)\n");
    assertThat(withHeader("pass")).matches("import hil; [^\n]*\npass\nhil.run\\(arm\\)\n");
  }

  private static String withHeader(String script) {
    return new PhaseSource(Samples.script(script), Samples.PICO, Samples.SLOT)
        .forRepl(Samples.phase("arm"), "abc", 0, List.of());
  }

  @Test
  void phases_as_code_py_are_one_file() {
    assertThat(source.forCodePy(List.of(Samples.phase("a"), Samples.phase("b")), "abc"))
        .startsWith("import hil\nimport hil\n")
        .contains("hil.chain('abc', 'RP2040', {")
        .endsWith(", (('a', a, False), ('b', b, False),))\n");
  }

  @Test
  void a_name_that_is_no_name_never_becomes_code() {
    Phase evil = Samples.phase("a'); import os #");
    assertThatThrownBy(() -> source.forRepl(evil, "abc", 0, List.of()))
        .hasMessageContaining("no plain name");
  }
}
