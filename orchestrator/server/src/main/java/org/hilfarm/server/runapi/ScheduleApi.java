package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.schedule.Schedules;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.ScheduleView;
import org.hilfarm.wire.runapi.Scope;

/** What people ask of schedules: how they are, to fire, to rest, to go on. */
public final class ScheduleApi implements Routes {
  private final Access access;
  private final Optional<Schedules> schedules;

  /** Without schedules there is an empty list, and none can be asked. */
  public ScheduleApi(Access access, Optional<Schedules> schedules) {
    this.access = access;
    this.schedules = schedules;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/schedules", this::list);
    Routes.readable(routes, "/api/v1/schedules/{name}", this::show);
    Routes.readable(routes, "/api/v1/schedules/{name}/fires/{due}", this::fire);
    routes.post("/api/v1/schedules/{name}/run", this::run);
    routes.post("/api/v1/schedules/{name}/pause", this::pause);
    routes.post("/api/v1/schedules/{name}/resume", this::resume);
  }

  private void list(Context context) {
    access.reader(context);
    Messages.write(context, 200, schedules.map(Schedules::list).orElse(List.of()));
  }

  private void show(Context context) {
    access.reader(context);
    Messages.write(context, 200, all().view(name(context)));
  }

  private void fire(Context context) {
    access.reader(context);
    Optional<ScheduleView.Fire> fire = all().fire(name(context), due(context));
    if (fire.isPresent()) {
      Messages.write(context, 200, fire.get());
    } else {
      context.status(204);
    }
  }

  private void run(Context context) {
    Who who = access.submitter(context, Scope.SCHEDULES_ADMIN);
    Messages.write(context, 202, all().ask(name(context), who));
  }

  private void pause(Context context) {
    Who who = access.submitter(context, Scope.SCHEDULES_ADMIN);
    Messages.write(context, 200, all().pause(name(context), who));
  }

  private void resume(Context context) {
    Who who = access.submitter(context, Scope.SCHEDULES_ADMIN);
    Messages.write(context, 200, all().resume(name(context), who));
  }

  private Schedules all() {
    return schedules.orElseThrow(
        () ->
            new RefusedException(
                404,
                "this orchestrator was started without schedules: there is none in"
                    + " board-configs/schedules.yaml"));
  }

  static ScheduleId name(Context context) {
    try {
      return new ScheduleId(context.pathParam("name"));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }

  private static Instant due(Context context) {
    try {
      return Instant.parse(context.pathParam("due"));
    } catch (DateTimeException e) {
      throw new RefusedException(400, "a fire is named by its time, such as 2026-11-23T01:00:00Z");
    }
  }
}
