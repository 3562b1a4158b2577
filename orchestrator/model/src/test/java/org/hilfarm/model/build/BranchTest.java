package org.hilfarm.model.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchTest {
  @Test
  void a_branch_is_found_by_its_name_and_by_its_address() {
    Branch branch = new Branch("Adafruit/CircuitPython", "release/10.x");
    assertThat(branch).hasToString("adafruit/circuitpython/release/10.x");
    assertThat(Branch.parse(branch.toString())).contains(branch);
    assertThat(branch.address())
        .isEqualTo("/reports/branches/adafruit~circuitpython~release~10.x/");
    assertThat(Branch.parse("adafruit~circuitpython~release~10.x")).contains(branch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "main",
        "adafruit/main",
        "adafruit/circuitpython/",
        "adafruit/circuitpython/<script>",
        "adafruit/circuitpython/a b",
        "../../etc/passwd",
        "adafruit/circuitpython/\u202e"
      })
  void what_is_none_has_no_name(String text) {
    assertThat(Branch.parse(text)).isEmpty();
  }
}
