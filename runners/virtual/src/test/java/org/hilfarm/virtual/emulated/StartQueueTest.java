package org.hilfarm.virtual.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartQueueTest {
  private final StartQueue queue = new StartQueue();
  private final List<String> begun = new ArrayList<>();

  private void ask(String who) {
    queue.ask(who, () -> begun.add(who));
  }

  @Test
  void two_start_at_a_time_in_the_order_in_which_they_asked() {
    List.of("a", "b", "c", "d").forEach(this::ask);
    assertThat(begun).containsExactly("a", "b");
    queue.done("b");
    assertThat(begun).containsExactly("a", "b", "c");
    queue.done("b");
    assertThat(begun).containsExactly("a", "b", "c");
    queue.done("a");
    assertThat(begun).containsExactly("a", "b", "c", "d");
  }

  @Test
  void who_wants_to_start_no_more_is_not_started() {
    List.of("a", "b", "c", "d").forEach(this::ask);
    queue.done("c");
    queue.done("a");
    assertThat(begun).containsExactly("a", "b", "d");
  }

  @Test
  void who_asks_again_while_starting_starts_again() {
    List.of("a", "b", "c").forEach(this::ask);
    ask("a");
    assertThat(begun).containsExactly("a", "b", "c");
    queue.done("b");
    assertThat(begun).containsExactly("a", "b", "c", "a");
  }

  @Test
  void after_a_loss_all_may_ask_anew() {
    List.of("a", "b", "c").forEach(this::ask);
    queue.clear();
    List.of("c", "b", "a").forEach(this::ask);
    assertThat(begun).containsExactly("a", "b", "c", "b");
  }
}
