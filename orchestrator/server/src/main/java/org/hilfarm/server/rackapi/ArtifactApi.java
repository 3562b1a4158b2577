package org.hilfarm.server.rackapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;

/** Bytes by digest: images go to racks, attachments come from them. */
public final class ArtifactApi implements Routes {
  /** The largest attachment: a whole transcript at its own limit is far below. */
  private static final int LARGEST = 64 << 20;

  private final Access access;
  private final Database database;

  public ArtifactApi(Access access, Database database) {
    this.access = access;
    this.database = database;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.put("/api/v1/artifacts/{sha256}", this::put);
    routes.get("/api/v1/artifacts/{sha256}", this::get);
  }

  private void put(Context context) {
    var unused = access.rack(context);
    Sha256 digest = digest(context);
    byte[] bytes = Messages.bytes(context, LARGEST);
    Sha256 real = Sha256.of(bytes);
    if (!real.equals(digest)) {
      throw new RefusedException(
          400, "the body's digest is %s, not %s".formatted(real.brief(), digest.brief()));
    }
    database.useTransaction(tx -> tx.artifacts().put(digest, bytes));
    context.status(200);
  }

  private void get(Context context) {
    access.reader(context);
    Sha256 digest = digest(context);
    byte[] bytes =
        database
            .inTransaction(tx -> tx.artifacts().get(digest))
            .orElseThrow(() -> new RefusedException(404, "no artifact " + digest));
    // Whatever a board said is bytes to be saved, never a page to be shown.
    context.header("Content-Disposition", "attachment");
    context.contentType("application/octet-stream").result(bytes);
  }

  private static Sha256 digest(Context context) {
    try {
      return new Sha256(context.pathParam("sha256"));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }
}
