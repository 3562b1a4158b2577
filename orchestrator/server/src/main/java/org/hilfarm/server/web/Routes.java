package org.hilfarm.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Adds routes to the farm's one HTTP server, before it starts. */
@FunctionalInterface
public interface Routes {
  void addTo(RoutesConfig routes);

  /**
   * What GET and HEAD are for: the server sends no body to HEAD, and the handler's own status and
   * headers. Without this every HEAD would be answered with 200, also where there is nothing.
   */
  static void readable(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
