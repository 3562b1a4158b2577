package org.hilfarm.model.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ready",
        "type print(1)",
        "key ctrl-c",
        "key x",
        "save big.bin 40000",
        "save code.py 1000 twice",
        "remove boot.py",
        "rest 1.5",
        "power-cycle 20",
        "echo 1000000",
        "see WatchDogTimeout",
        "pin low",
        "press-reset"
      })
  void an_act_is_spelled_as_it_was_read(String text) {
    assertThat(Act.of(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explode",
        "key ctrl-x",
        "save ../secret.bin 10",
        "save big.bin",
        "save big.bin 10 thrice",
        "save big.bin 9999999",
        "rest long",
        "rest 999",
        "power-cycle 0",
        "echo -1",
        "pin up",
        "type"
      })
  void what_is_no_act_is_told_with_the_rule(String text) {
    assertThatThrownBy(() -> Act.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be ");
  }
}
