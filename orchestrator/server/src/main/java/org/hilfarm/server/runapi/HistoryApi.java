package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.report.History;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;

/** What many runs together tell: how flaky scripts are, how a schedule's nights compare. */
public final class HistoryApi implements Routes {
  private final Access access;
  private final History history;
  private final InstantSource clock;

  public HistoryApi(Access access, History history, InstantSource clock) {
    this.access = access;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/flakiness", this::flakiness);
    Routes.readable(routes, "/api/v1/schedules/{name}/nights", this::nights);
  }

  private void flakiness(Context context) {
    access.reader(context);
    Messages.write(context, 200, history.flakiness(days(context)));
  }

  private static int days(Context context) {
    String text =
        Optional.ofNullable(context.queryParam("days")).orElse(Integer.toString(History.DAYS));
    if (text.matches("[0-9]{1,3}")) {
      int days = Integer.parseInt(text);
      if (days >= 1 && days <= History.MOST_DAYS) {
        return days;
      }
    }
    throw new RefusedException(
        400,
        "days: must be 1 to %d; outcomes are not looked at further back"
            .formatted(History.MOST_DAYS));
  }

  private void nights(Context context) {
    access.reader(context);
    ScheduleId schedule = ScheduleApi.name(context);
    Messages.write(
        context,
        200,
        history
            .nights(schedule, clock.instant())
            .orElseThrow(
                () ->
                    new RefusedException(
                        404,
                        "there is no schedule %s; see ./farm schedule list".formatted(schedule))));
  }
}
