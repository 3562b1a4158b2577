package org.hilfarm.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the process lives, and whether it can work; for supervisors, without a sign-in. */
public final class Health implements Routes {
  private final Supplier<Optional<String>> unable;

  /**
   * Health.
   *
   * @param unable why it cannot work now; empty where it can
   */
  public Health(Supplier<Optional<String>> unable) {
    this.unable = unable;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/livez", context -> context.result("alive\n"));
    Routes.readable(routes, "/readyz", this::ready);
  }

  private void ready(Context context) {
    Optional<String> why = unable.get();
    context.status(why.isEmpty() ? 200 : 503).result(why.orElse("ready") + "\n");
  }
}
