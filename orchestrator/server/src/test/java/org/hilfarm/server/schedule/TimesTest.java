package org.hilfarm.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.hilfarm.model.schedule.Schedule;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static Times times(String cron) {
    Schedule schedule = Rig.schedule(cron, Optional.empty(), true);
    assertThat(schedule.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    return Times.of(schedule);
  }

  private static Optional<Instant> latest(String cron, String notAfter) {
    return times(cron).latest(Instant.parse(notAfter));
  }

  @Test
  void five_fields_become_quartz_six() {
    assertThat(times("0 2 * * *").quartz()).isEqualTo("0 0 2 * * ?");
    assertThat(times("*/15 8-17 1 1-6/2 *").quartz()).isEqualTo("0 */15 8-17 1 1-6/2 ?");
    assertThat(times("30 1 * * 1-5").quartz()).isEqualTo("0 30 1 ? * MON,TUE,WED,THU,FRI");
    assertThat(times("30 1 * jan SUN").quartz()).isEqualTo("0 30 1 ? jan SUN");
    assertThat(times("30 1 * * 0,7").quartz()).isEqualTo("0 30 1 ? * SUN");
  }

  @Test
  void the_latest_moment_is_told_by_the_zones_clocks() {
    assertThat(latest("0 2 * * *", "2026-11-23T01:00:00Z"))
        .contains(Instant.parse("2026-11-23T01:00:00Z"));
    assertThat(latest("0 2 * * *", "2026-11-23T00:59:59Z"))
        .contains(Instant.parse("2026-11-22T01:00:00Z"));
    assertThat(latest("0 2 29 2 *", "2027-06-01T00:00:00Z"))
        .contains(Instant.parse("2024-02-29T01:00:00Z"));
  }

  @Test
  void missed_moments_are_counted_without_both_ends() {
    Times nightly = times("0 2 * * *");
    assertThat(
            nightly.between(
                Instant.parse("2026-11-20T01:00:00Z"), Instant.parse("2026-11-23T01:00:00Z")))
        .isEqualTo(2);
    assertThat(times("* * * * *").between(Instant.EPOCH, Instant.parse("2026-11-23T01:00:00Z")))
        .isEqualTo(Times.MOST_COUNTED);
  }

  /** Berlin's clocks go from 2:00 to 3:00 on 2027-03-28, and from 3:00 to 2:00 on 2026-10-25. */
  @Test
  void a_time_that_a_change_of_clocks_leaves_out_has_no_fire_and_one_that_comes_twice_has_one() {
    assertThat(latest("30 2 * * *", "2027-03-28T12:00:00Z"))
        .contains(Instant.parse("2027-03-27T01:30:00Z"));
    assertThat(
            times("30 2 * * *")
                .between(
                    Instant.parse("2026-10-23T12:00:00Z"), Instant.parse("2026-10-26T12:00:00Z")))
        .isEqualTo(3);
  }
}
