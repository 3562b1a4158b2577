package org.hilfarm.server.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.server.postgres.OutlookRows.Place;
import org.hilfarm.wire.runapi.Outlook;

/** What waiting jobs can expect, and how that is said. Pure. */
final class Outlooks {
  /** Finer than this nobody can tell, and a page need not change. */
  private static final Duration GRAIN = Duration.ofSeconds(10);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration SOON = Duration.ofHours(12);

  private Outlooks() {}

  static Map<JobId, Outlook> of(Map<JobId, Place> places) {
    Map<JobId, Outlook> outlooks = new HashMap<>();
    places.forEach((job, place) -> outlooks.put(job, of(place)));
    return outlooks;
  }

  /** All boards share what is before it; where none is at work nothing can be said of time. */
  static Outlook of(Place place) {
    if (place.boards() == 0) {
      return new Outlook(
          place.place(),
          0,
          Optional.empty(),
          Optional.empty(),
          "position %d; no board of this type that could take it is at work"
              .formatted(place.place()));
    }
    Instant starts = place.seen().plus(place.ahead().dividedBy(place.boards()));
    if (place.cost().isZero()) {
      return outlook(place, Optional.empty(), Optional.empty(), "how long it takes is not known");
    }
    Instant ends = starts.plus(place.cost());
    return outlook(
        place,
        Optional.of(rounded(starts)),
        Optional.of(rounded(ends)),
        "may start about %s and end about %s UTC"
            .formatted(at(place, rounded(starts)), at(place, rounded(ends))));
  }

  private static Outlook outlook(
      Place place, Optional<Instant> starts, Optional<Instant> ends, String time) {
    String boards = place.boards() == 1 ? "1 board" : place.boards() + " boards";
    return new Outlook(
        place.place(),
        place.boards(),
        starts,
        ends,
        "position %d, %s at work; %s".formatted(place.place(), boards, time));
  }

  private static Instant rounded(Instant time) {
    long grain = GRAIN.toSeconds();
    return Instant.ofEpochSecond((time.getEpochSecond() + grain - 1) / grain * grain);
  }

  private static String at(Place place, Instant time) {
    boolean soon = Duration.between(place.seen(), time).compareTo(SOON) < 0;
    return soon ? CLOCK.format(time) : DAY.format(time);
  }
}
