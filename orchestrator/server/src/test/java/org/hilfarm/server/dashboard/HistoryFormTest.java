package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.postgres.Sought;
import org.junit.jupiter.api.Test;

class HistoryFormTest {
  private static String why(String filter, String text) {
    HistoryForm form = HistoryForm.of(Map.of(filter, List.of(text)));
    assertThat(form.sought()).isEmpty();
    return form.why();
  }

  @Test
  void what_is_not_filled_in_is_not_asked_for() {
    HistoryForm none = HistoryForm.of(Map.of("type", List.of(" "), "script", List.of("")));
    assertThat(none.sought()).contains(Sought.all(30));
    assertThat(none.days()).isEqualTo("30");
    assertThat(none.why()).isEmpty();
  }

  @Test
  void each_filter_is_understood() {
    HistoryForm all =
        HistoryForm.of(
            Map.of(
                "days", List.of("7"),
                "type", List.of("raspberry_pi_pico"),
                "script", List.of("watchdog/"),
                "suite", List.of("pr")));
    assertThat(all.sought())
        .contains(
            new Sought(
                7,
                Optional.of(new BoardTypeId("raspberry_pi_pico")),
                Optional.of("watchdog/"),
                Optional.of(new SuiteId("pr"))));
  }

  @Test
  void what_cannot_be_asked_is_told_with_what_can() {
    assertThat(why("days", "181"))
        .isEqualTo("days: must be 1 to 180; outcomes are not looked at further back");
    assertThat(why("days", "x")).startsWith("days: must be 1 to 180");
    assertThat(why("colour", "red"))
        .isEqualTo("there is no filter \"colour\": there are days, type, script, suite");
    assertThat(why("script", "a'b"))
        .startsWith("script: a script's name, or its beginning such as watchdog/");
    assertThat(why("type", "a b"))
        .startsWith("type: not a valid board id: \"a b\"")
        .endsWith("the field offers what there is");
    assertThat(why("suite", "\u0000\u202e")).startsWith("suite: not a valid suite id: \"  \"");
    for (String filter : List.of("type", "script", "suite")) {
      assertThat(why(filter, "a".repeat(4000)))
          .isEqualTo(filter + ": at most 120 characters, not 4000");
    }
  }

  @Test
  void endless_text_is_not_said_back() {
    String endless = "x".repeat(1_000_000);
    HistoryForm form =
        HistoryForm.of(
            Map.of("script", List.of(endless), endless, List.of("1"), "days", List.of(endless)));
    assertThat(form.why().length()).isLessThan(500);
    assertThat(Pages.history(HistoryPage.refused(form)).length()).isLessThan(20_000);
  }
}
