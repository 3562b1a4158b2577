package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.util.List;
import org.hilfarm.wire.runapi.Refused;
import org.jspecify.annotations.Nullable;

/** How a request is refused: in JSON, and in words for whoever makes a page of it. */
public final class Refusals {
  private static final String SAID = "org.hilfarm.refused";

  private Refusals() {}

  static void write(Context context, int status, List<String> problems) {
    context.attribute(SAID, new Refused(problems));
    Messages.write(context, status, new Refused(problems));
  }

  /** Why this request was refused; empty where it was not. */
  public static List<String> of(Context context) {
    @Nullable Refused refused = context.attribute(SAID);
    return refused == null ? List.of() : refused.problems();
  }
}
