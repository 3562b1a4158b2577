package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.runapi.NightsView;
import org.junit.jupiter.api.Test;

class NightsPartTest {
  @Test
  void nothing_that_a_board_calls_a_measure_turns_the_text_around_it() {
    NightsView nights =
        new NightsView(
            new ScheduleId("nightly"),
            List.of(),
            List.of(),
            List.of(
                new NightsView.Course(
                    SampleViews.PICO,
                    new ScriptId("heap/a"),
                    "free\u202egnp",
                    "B\u2066",
                    3,
                    1000,
                    998,
                    OptionalDouble.of(-1))));
    assertThat(NightsPart.of(Optional.of(nights)).slopes())
        .singleElement()
        .extracting(NightsPart.Line::what)
        .isEqualTo("free gnp: -1 B  a night over 3 nights, from 1000 to 998 B ");
  }
}
