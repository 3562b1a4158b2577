package org.hilfarm.testing.github.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.jspecify.annotations.Nullable;

/** What is asked of the app's webhook deliveries. */
final class HookRoutes {
  private final Grants grants;
  private final DeliveryLog deliveries;

  HookRoutes(Grants grants, DeliveryLog deliveries) {
    this.grants = grants;
    this.deliveries = deliveries;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/app/hook/deliveries", this::list),
        new Route("GET", "/app/hook/deliveries/{delivery_id}", this::show),
        new Route("POST", "/app/hook/deliveries/{delivery_id}/attempts", this::again));
  }

  /** A page goes on where its cursor says: after the delivery of that id. */
  private Answer list(Asked asked, Map<String, String> places) {
    grants.app(asked);
    int size = Math.clamp(asked.number("per_page", 30), 1, 100);
    long after = asked.query("cursor").map(HookRoutes::cursor).orElse(Long.MAX_VALUE);
    List<Map<String, @Nullable Object>> page = new ArrayList<>();
    boolean more = false;
    for (Map<String, @Nullable Object> delivery : deliveries.listed()) {
      if (id(delivery) < after && page.size() < size) {
        page.add(delivery);
      } else if (id(delivery) < after) {
        more = true;
      }
    }
    Answer answer = Answer.json(200, page);
    if (!more) {
      return answer;
    }
    return answer.with(
        "Link",
        "<http://%s/app/hook/deliveries?per_page=%d&cursor=v1_%d>; rel=\"next\""
            .formatted(asked.header("host").orElse("localhost"), size, id(page.getLast())));
  }

  private static long cursor(String said) {
    if (!said.matches("v1_[0-9]{1,18}")) {
      throw new RefusalException(422, "Invalid cursor");
    }
    return Long.parseLong(said.substring(3));
  }

  private static long id(Map<String, @Nullable Object> delivery) {
    return delivery.get("id") instanceof Long id ? id : 0;
  }

  private Answer show(Asked asked, Map<String, String> places) {
    grants.app(asked);
    return deliveries
        .shown(Api.number(places, "delivery_id"))
        .map(d -> Answer.json(200, d))
        .orElseThrow(RefusalException::notFound);
  }

  private Answer again(Asked asked, Map<String, String> places) {
    grants.app(asked);
    if (!deliveries.again(Api.number(places, "delivery_id"))) {
      throw RefusalException.notFound();
    }
    return Answer.json(202, Map.of());
  }
}
