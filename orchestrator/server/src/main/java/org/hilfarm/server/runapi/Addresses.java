package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import org.hilfarm.wire.runapi.RunView;

/**
 * Addresses as this client can open them: what is stored is below the farm's own address, which is
 * another one after the next start.
 */
final class Addresses {
  private Addresses() {}

  static RunView whole(RunView view, Context context) {
    return view.withReportUrl(
        view.reportUrl().map(url -> url.startsWith("/") ? origin(context) + url : url));
  }

  private static String origin(Context context) {
    return context.scheme() + "://" + context.host();
  }
}
