package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import org.hilfarm.server.retention.Sweep;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.Routes;

/** What the farm would let go of now. */
public final class RetentionApi implements Routes {
  private final Access access;
  private final Sweep sweep;
  private final InstantSource clock;

  public RetentionApi(Access access, Sweep sweep, InstantSource clock) {
    this.access = access;
    this.sweep = sweep;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/retention", this::show);
  }

  private void show(Context context) {
    access.reader(context);
    Messages.write(context, 200, sweep.view(clock.instant()));
  }
}
