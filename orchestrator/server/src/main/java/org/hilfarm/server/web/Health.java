package org.hilfarm.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/** Whether the process lives, and whether it can work; for supervisors, without a sign-in. */
public final class Health implements Routes {
  private final BooleanSupplier ready;

  public Health(BooleanSupplier ready) {
    this.ready = ready;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/livez", context -> context.result("alive\n"));
    Routes.readable(routes, "/readyz", this::ready);
  }

  private void ready(Context context) {
    boolean works = ready.getAsBoolean();
    context.status(works ? 200 : 503).result(works ? "ready\n" : "the database does not answer\n");
  }
}
