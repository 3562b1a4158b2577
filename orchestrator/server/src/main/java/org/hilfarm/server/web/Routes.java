package org.hilfarm.server.web;

import io.javalin.config.RoutesConfig;

/** Adds routes to the farm's one HTTP server, before it starts. */
@FunctionalInterface
public interface Routes {
  void addTo(RoutesConfig routes);
}
