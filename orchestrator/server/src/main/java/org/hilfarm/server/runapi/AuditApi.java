package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.Scope;

/** Who did what; for operators. */
public final class AuditApi implements Routes {
  private static final int LISTED = 200;

  private final Access access;
  private final Database database;

  public AuditApi(Access access, Database database) {
    this.access = access;
    this.database = database;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/audit", this::list);
  }

  /** The newest first; {@code before=NUMBER} goes on where the last answer ended. */
  private void list(Context context) {
    access.operator(context, Scope.AUDIT_READ);
    long before =
        Optional.ofNullable(context.queryParam("before"))
            .map(AuditApi::number)
            .orElse(Long.MAX_VALUE);
    Messages.write(context, 200, database.inTransaction(tx -> tx.audit().newest(before, LISTED)));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RefusedException(400, "before is the number of an entry, such as 120");
    }
  }
}
