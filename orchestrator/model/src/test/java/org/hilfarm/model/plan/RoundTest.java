package org.hilfarm.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTest {
  @Test
  void a_round_says_which_it_is() {
    assertThat(new Round(7, 20)).hasToString("round 7 of 20");
    assertThatThrownBy(() -> new Round(21, 20)).hasMessage("there is no round 21 of 20");
    assertThatThrownBy(() -> new Round(0, 20)).hasMessage("there is no round 0 of 20");
  }

  @Test
  void rounds_are_said_as_people_say_them_in_any_order() {
    assertThat(Round.words(List.of(7), 20)).isEqualTo("round 7 of 20");
    assertThat(Round.words(List.of(9, 8), 20)).isEqualTo("rounds 8 and 9 of 20");
    assertThat(Round.words(List.of(20, 12, 13, 14, 2, 2, 5), 20))
        .isEqualTo("rounds 2, 5, 12 to 14 and 20 of 20");
    assertThat(Round.words(List.of(12, 13, 14), 20)).isEqualTo("rounds 12 to 14 of 20");
  }

  @Test
  void however_many_rounds_are_said_in_one_line() {
    List<Integer> odd = IntStream.range(0, 250).map(i -> 2 * i + 1).boxed().toList();
    assertThat(Round.words(odd, 500))
        .isEqualTo("rounds 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and more, 250 in all, of 500");
  }
}
