package org.hilfarm.server.web;

import io.javalin.config.RoutesConfig;
import java.util.function.Supplier;

/** The farm's numbers for Prometheus; for whoever may read. */
public final class MetricsPage implements Routes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Access access;
  private final Supplier<String> numbers;

  public MetricsPage(Access access, Supplier<String> numbers) {
    this.access = access;
    this.numbers = numbers;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes,
        "/metrics",
        context -> {
          access.reader(context);
          context.contentType(PROMETHEUS).result(numbers.get());
        });
  }
}
