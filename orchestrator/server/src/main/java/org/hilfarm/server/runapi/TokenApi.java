package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.ApiTokens;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.TokenWish;

/** API tokens: only who holds the operators' own token makes, sees and ends them. */
public final class TokenApi implements Routes {
  private static final int SMALL = 4 << 10;

  private final Access access;
  private final ApiTokens tokens;

  public TokenApi(Access access, ApiTokens tokens) {
    this.access = access;
    this.tokens = tokens;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/tokens", this::list);
    routes.post("/api/v1/tokens", this::make);
    routes.post("/api/v1/tokens/{id}/revoke", this::revoke);
  }

  private void list(Context context) {
    access.operator(context);
    Messages.write(context, 200, tokens.newest());
  }

  private void make(Context context) {
    Who who = access.operator(context);
    Messages.write(context, 201, tokens.make(Messages.read(context, TokenWish.class, SMALL), who));
  }

  private void revoke(Context context) {
    Who who = access.operator(context);
    tokens.revoke(context.pathParam("id"), who);
    Messages.write(context, 200, tokens.newest());
  }
}
