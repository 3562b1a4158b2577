package org.hilfarm.drivers.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
