package org.hilfarm.server.github.hook;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.DeliveryView;

/** What GitHub told and what came of it; what was put aside can be looked at once more. */
public final class DeliveriesApi implements Routes {
  private static final int LISTED = 100;
  private static final Set<String> STATES = Set.of("waiting", "done", "aside");

  private final Access access;
  private final Database database;

  public DeliveriesApi(Access access, Database database) {
    this.access = access;
    this.database = database;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/github/deliveries", this::list);
    routes.post("/api/v1/github/deliveries/{id}/retry", this::retry);
  }

  private void list(Context context) {
    access.reader(context);
    Optional<String> state = Optional.ofNullable(context.queryParam("state"));
    if (state.isPresent() && !STATES.contains(state.get())) {
      throw new RefusedException(400, "state: must be waiting, done or aside");
    }
    List<DeliveryRow> rows = database.inTransaction(tx -> tx.deliveries().newest(state, LISTED));
    Messages.write(context, 200, rows.stream().map(DeliveriesApi::view).toList());
  }

  private static DeliveryView view(DeliveryRow row) {
    return new DeliveryView(
        row.id(), row.event(), row.came(), row.state(), row.said(), row.settled(), row.tries());
  }

  private void retry(Context context) {
    Who who = access.operator(context);
    String id = context.pathParam("id");
    boolean waits =
        database.inTransaction(
            tx -> {
              boolean there = tx.deliveries().retry(id);
              if (there) {
                tx.audit().add(who, Deed.DELIVERY_RETRIED, "delivery " + id, "");
              }
              return there;
            });
    if (!waits) {
      throw new RefusedException(404, "no delivery of this id was put aside");
    }
    context.status(204);
  }
}
