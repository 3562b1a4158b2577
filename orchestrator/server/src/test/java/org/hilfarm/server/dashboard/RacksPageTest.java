package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.dashboard.SampleViews.NOON;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.server.postgres.HealthRows.Day;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RacksPageTest {
  private static BoardStatus board(String slot, BoardState state) {
    return new BoardStatus(
        new RackId("demo"),
        new SlotId(slot),
        new BoardSerial("S-" + slot),
        SampleViews.PICO,
        Set.of(),
        state,
        "",
        NOON);
  }

  private static List<String> slots(RacksPage page) {
    return page.shelves().stream().flatMap(s -> s.slots().stream()).map(SlotCard::slot).toList();
  }

  private static RacksPage filtered(String filter, String text) {
    return SampleBoards.filtered(SampleViews.boards(), Map.of(filter, List.of(text)));
  }

  @Test
  void slots_are_in_the_order_in_which_their_rack_lists_them() {
    List<BoardStatus> listed =
        List.of(board("top", BoardState.READY), board("bottom", BoardState.OFFLINE));
    assertThat(slots(SampleBoards.filtered(listed, Map.of()))).containsExactly("top", "bottom");
  }

  @Test
  void filters_by_rack_type_and_state_leave_the_others_out() {
    assertThat(slots(filtered("state", "quarantined"))).containsExactly("slot4");
    assertThat(slots(filtered("type", "raspberry_pi_pico"))).containsExactly("slot5");
    assertThat(slots(filtered("rack", "demo"))).hasSize(6);
    assertThat(slots(filtered("rack", "other"))).isEmpty();
    assertThat(filtered("state", "quarantined").summary()).isEqualTo("1 board of 6: 1 quarantined");
  }

  @Test
  void what_cannot_be_asked_is_told_with_what_can() {
    assertThat(why("colour", "red"))
        .isEqualTo("there is no filter \"colour\": there are rack, type, state");
    assertThat(why("state", "happy"))
        .isEqualTo("state: no board is ever \"happy\"; the field offers what there is");
    assertThat(why("rack", "\u202eX")).startsWith("rack: not a valid rack id: \" X\"");
    for (String filter : List.of("rack", "type", "state")) {
      assertThat(why(filter, "a".repeat(4000)))
          .isEqualTo(filter + ": at most 120 characters, not 4000");
    }
  }

  private static String why(String filter, String text) {
    RacksForm form = RacksForm.of(Map.of(filter, List.of(text)));
    assertThat(form.sought()).isEmpty();
    assertThat(Pages.racks(RacksPage.refused(form)))
        .contains("role=\"alert\"", "Show everything")
        .doesNotContain("\u202e", "a".repeat(200));
    return form.why();
  }

  @Test
  void a_page_has_room_for_five_hundred_boards_and_says_how_many_more_there_are() {
    RacksPage page = SampleBoards.filtered(SampleBoards.picos(620), Map.of());
    assertThat(slots(page)).hasSize(500);
    assertThat(page.racks()).hasSize(62);
    assertThat(Pages.racks(page)).contains("120 more boards are there: choose a rack");
    RacksPage last =
        SampleBoards.filtered(SampleBoards.picos(620), Map.of("rack", List.of("rack-061")));
    assertThat(slots(last)).hasSize(10);
    assertThat(Pages.racks(last)).doesNotContain("more boards are there");
  }

  @ParameterizedTest
  @EnumSource(
      value = Progress.Stage.class,
      names = {"WAITING", "FLASHING", "PROVING"})
  void no_script_is_done_before_the_first_of_them_has_begun(Progress.Stage stage) {
    assertThat(SlotCard.percent(new Progress(stage, 100, 0, 5, ""))).as("%s", stage).isZero();
  }

  @ParameterizedTest
  @CsvSource({"TESTING, 60, 60", "TESTING, 400, 100", "REPORTING, 0, 100", "DONE, 0, 100"})
  void a_bar_is_as_long_as_the_scripts_are_far(Progress.Stage stage, int said, int shown) {
    assertThat(SlotCard.percent(new Progress(stage, said, 3, 5, ""))).isEqualTo(shown);
  }

  @Test
  void how_much_of_an_image_is_written_is_said_in_words() {
    assertThat(SlotCard.doing(new Progress(Progress.Stage.FLASHING, 42, 0, 5, "esptool")))
        .isEqualTo("esptool, 42\u00a0%");
  }

  @Test
  void each_day_of_a_strip_is_its_worst() {
    HealthStrip strip =
        HealthStrip.of(
            List.of(
                new Day(0, 3, 0, false),
                new Day(1, 2, 2, false),
                new Day(28, 1, 1, true),
                new Day(29, 0, 0, true)));
    assertThat(strip.worked()).isEqualTo("M145 13h4");
    assertThat(strip.faulty()).isEqualTo("M140 10h4");
    assertThat(strip.out()).isEqualTo("M0 8h4M5 8h4");
    assertThat(strip.words())
        .isEqualTo("6 jobs, 3 rack faults on 2 days, 2 days in quarantine in 30 days");
    assertThat(HealthStrip.of(List.of()).words()).isEqualTo("nothing in 30 days");
  }
}
