package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hilfarm.server.github.oidc.Exchange;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.WorkflowIdentity;

/** Where a workflow's job comes with its identity; what it brings is all it needs. */
public final class ExchangeApi implements Routes {
  private static final int SMALL = 32 << 10;

  private final Optional<Exchange> exchange;

  /** Without an exchange every identity is refused. */
  public ExchangeApi(Optional<Exchange> exchange) {
    this.exchange = exchange;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/auth/github", this::exchange);
  }

  private void exchange(Context context) throws InterruptedException {
    WorkflowIdentity identity = Messages.read(context, WorkflowIdentity.class, SMALL);
    Exchange open =
        exchange.orElseThrow(
            () ->
                new RefusedException(
                    404,
                    "this farm takes no workflow's identity: whoever runs it can write a section"
                        + " oidc into board-configs/github.yaml"));
    switch (open.exchange(identity.token(), context.ip())) {
      case Exchange.Result.Given given -> Messages.write(context, 201, given.ticket());
      case Exchange.Result.Refused refused ->
          throw new RefusedException(refused.status(), refused.why());
    }
  }
}
