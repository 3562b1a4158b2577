package org.hilfarm.server.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasureChartTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void values_go_from_left_to_right_and_higher_ones_lie_higher() {
    assertThat(MeasureChart.of(List.of(1.0, 3.0, 2.0), NONE, NONE))
        .isEqualTo(new MeasureChart("M4.0 32.0L80.0 4.0L156.0 18.0", ""));
  }

  @Test
  void a_single_value_is_a_stroke_between_its_limits() {
    assertThat(MeasureChart.of(List.of(2.0), OptionalDouble.of(1), OptionalDouble.of(3)))
        .isEqualTo(new MeasureChart("M74.0 18.0h12.0", "M0 32.0H160M0 4.0H160"));
  }

  @Test
  void values_that_never_change_lie_in_the_middle() {
    assertThat(MeasureChart.of(List.of(0.0, 0.0), NONE, NONE).line())
        .isEqualTo("M4.0 18.0L156.0 18.0");
  }

  @Test
  void huge_and_endlessly_many_values_are_drawn_in_bounds() {
    MeasureChart chart =
        MeasureChart.of(
            Collections.nCopies(10_000, Double.MAX_VALUE), OptionalDouble.of(-1e308), NONE);
    assertThat(chart.line() + chart.limits())
        .hasSizeLessThan(10_000)
        .doesNotContain("NaN", "Infinity");
  }
}
