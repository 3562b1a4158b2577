package org.hilfarm.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
  private final Ticker ticker = now::get;

  @Test
  void it_passes_when_its_budget_is_used_up_even_where_the_ticker_wraps_around() {
    Deadline deadline = Deadline.after(Duration.ofNanos(100), ticker);
    assertThat(deadline.passed()).isFalse();
    assertThat(deadline.left()).isEqualTo(Duration.ofNanos(100));
    now.addAndGet(99);
    assertThat(deadline.left()).isEqualTo(Duration.ofNanos(1));
    now.addAndGet(1);
    assertThat(deadline.passed()).isTrue();
    now.addAndGet(1000);
    assertThat(deadline.left()).isZero();
  }

  @Test
  void an_inner_budget_never_reaches_beyond_the_outer_one() {
    Deadline outer = Deadline.after(Duration.ofSeconds(2), ticker);
    assertThat(outer.within(Duration.ofSeconds(5))).isEqualTo(outer);
    assertThat(outer.within(Duration.ofSeconds(1)).left()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_wait_in_milliseconds_is_rounded_up() {
    assertThat(Deadline.after(Duration.ofNanos(1), ticker).leftMillis()).isEqualTo(1);
  }
}
