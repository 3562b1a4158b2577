package org.hilfarm.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PullRequestTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void it_is_the_same_however_its_letters_are_written() {
    PullRequest written =
        new PullRequest(
            "Adafruit/CircuitPython", 10432, "0123456789ABCDEF0123456789ABCDEF01234567");
    assertThat(written).isEqualTo(new PullRequest("adafruit/circuitpython", 10432, SHA));
    assertThat(written).hasToString("adafruit/circuitpython#10432 at 0123456789");
  }

  @Test
  void what_is_none_is_refused_with_the_rule() {
    assertThatThrownBy(() -> new PullRequest("circuitpython", 1, SHA))
        .hasMessage(
            "repository: must be OWNER/NAME as GitHub spells it, such as adafruit/circuitpython,"
                + " not \"circuitpython\"");
    assertThatThrownBy(() -> new PullRequest("a/b", 0, SHA))
        .hasMessage("pull-request: must be 1 to 100000000, not 0");
    assertThatThrownBy(() -> new PullRequest("a/b", 1, "main\u001b[31m"))
        .hasMessage("commit: must be 7 to 64 hexadecimal digits, not \"main?[31m\"");
    assertThatThrownBy(() -> new PullRequest("a/b", 1, "f".repeat(1000)))
        .hasMessageEndingWith("f...\"")
        .hasMessageMatching(".{1,200}");
  }
}
