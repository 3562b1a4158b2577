package org.hilfarm.drivers.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hilfarm.drivers.console.RunFollower;
import org.junit.jupiter.api.Test;

class BusyTimeTest {
  private long now;
  private final BusyTime busy = new BusyTime(() -> now);

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void taking_in_source_and_running_it_are_the_boards_and_sending_is_the_farms() {
    RunFollower run = busy.following(bytes -> {});
    pass(100); // the farm sends the first window
    run.boardsTurn();
    pass(7);
    run.farmsTurn();
    pass(100); // and the second
    run.boardsTurn();
    pass(5);
    run.farmsTurn();
    run.boardsTurn();
    pass(20);
    run.output(new byte[] {'x'});
    assertThat(busy.total()).isEqualTo(Duration.ofMillis(32));
  }

  @Test
  void what_follows_the_last_sign_of_a_stretch_is_the_farms() {
    busy.seen();
    pass(10);
    busy.seen();
    pass(50);
    busy.pause();
    pass(50);
    busy.seen();
    pass(1);
    busy.seen();
    assertThat(busy.total()).isEqualTo(Duration.ofMillis(11));
  }
}
