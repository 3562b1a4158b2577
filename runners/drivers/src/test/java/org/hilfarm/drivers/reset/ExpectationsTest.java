package org.hilfarm.drivers.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.Stimulus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpectationsTest {
  private static final Version NEWEST = new Version(10, 2, 1);

  @ParameterizedTest
  @EnumSource(Family.class)
  void every_stimulus_the_farm_gives_has_a_row_with_and_without_usb_and_a_source(Family family) {
    Expectations table = Expectations.of(family, Firmware.CIRCUITPYTHON);
    Set<Stimulus> notGiven = EnumSet.of(Stimulus.NONE, Stimulus.FOUND);
    for (Stimulus stimulus : Stimulus.values()) {
      for (boolean usb : new boolean[] {true, false}) {
        Optional<Expectation> row = table.row(Optional.empty(), stimulus, usb);
        assertThat(row.isEmpty()).as("%s", stimulus).isEqualTo(notGiven.contains(stimulus));
        row.ifPresent(r -> assertThat(r.source()).hasSizeGreaterThan(20));
      }
    }
  }

  @Test
  void a_broken_row_is_refused_with_its_line() {
    assertThatThrownBy(
            () -> Expectations.parse("x.txt", "# a\n7.0.0 | POWER_CYCLE | any | ON", NEWEST))
        .hasMessageStartingWith("x.txt, line 2: ")
        .hasMessageContaining("ON");
    assertThatThrownBy(() -> Expectations.parse("x.txt", "7.0.0 | POWER_CYCLE", NEWEST))
        .hasMessageStartingWith("x.txt, line 1: ");
  }
}
