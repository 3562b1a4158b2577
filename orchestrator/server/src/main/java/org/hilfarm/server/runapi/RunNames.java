package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.web.RefusedException;

/** The run an address names. */
final class RunNames {
  private RunNames() {}

  static RunId in(Context context) {
    try {
      return new RunId(context.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }
}
