package org.hilfarm.farm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final List<Figure> FIGURES =
      List.of(
          Figure.median("first byte, p50", "ms", 50, List.of(60.0, 20.0, 40.0)),
          Figure.at(0.99, "first byte, p99", "ms", 50, List.of(60.0, 20.0, 40.0)),
          Figure.median("memory", "MB", 400, List.of(Double.NaN)));

  @Test
  void figures_stand_beside_their_aims_and_one_without_a_measurement_says_so() {
    assertThat(String.join("\n", Figures.table(FIGURES).lines(80)))
        .isEqualTo(
            """
            what             aim       measured       ratio  reached
            --------------------------------------------------------
            first byte, p50  50.0 ms   40.0 ms (n=3)  0.80   yes
            first byte, p99  50.0 ms   60.0 ms (n=3)  1.20   no
            memory           400.0 MB  not measured   -      unknown\
            """);
  }

  @Test
  void as_json_a_figure_without_a_measurement_has_no_number() throws Exception {
    Document read = Json.read(Json.pretty(Figures.json(FIGURES)), Document.class);
    assertThat(read.figures())
        .containsExactly(
            new One(
                "first byte, p50",
                "ms",
                50,
                OptionalDouble.of(40),
                OptionalDouble.of(0.8),
                3,
                true),
            new One(
                "first byte, p99",
                "ms",
                50,
                OptionalDouble.of(60),
                OptionalDouble.of(1.2),
                3,
                false),
            new One("memory", "MB", 400, OptionalDouble.empty(), OptionalDouble.empty(), 0, false));
  }

  @Test
  void the_median_of_an_even_number_is_the_upper_one_and_nothing_is_within_no_aim() {
    assertThat(Figure.median("x", "ms", 1, List.of(1.0, 2.0)).measured()).hasValue(2);
    Figure none = Figure.median("x", "ms", 1, List.of());
    assertThat(none.reached()).isFalse();
    assertThat(none.ratio()).isEmpty();
    assertThat(Figures.lines(List.of(none))).containsExactly("  x: not measured");
  }

  record Document(List<One> figures) {}

  record One(
      String what,
      String unit,
      double aim,
      OptionalDouble measured,
      OptionalDouble ratio,
      int samples,
      boolean reached) {}
}
