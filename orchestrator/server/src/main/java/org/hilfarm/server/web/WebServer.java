package org.hilfarm.server.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hilfarm.server.postgres.DatabaseAwayException;
import org.hilfarm.server.postgres.OutdatedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The farm's one HTTP server, on virtual threads. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** An upload, packed. */
  private static final int MAX_UPLOAD_MB = 256;

  /** Beyond these nobody is let in until somebody leaves. */
  private static final int MOST_CONNECTIONS = 4096;

  /**
   * Who may knock before the door is opened to them. When an orchestrator starts again all boards
   * come at the same moment; Java's usual 50 turns the others away.
   */
  private static final int KNOCKING = 1024;

  private static final String RETRY_AFTER_S = "2";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Javalin javalin;
  private final String host;

  private WebServer(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * Where and with what.
   *
   * @param host the address to listen on
   * @param port 0 for any that is free
   */
  public record Place(String host, int port) {}

  /** Starts it; throws where the port is taken. */
  public static WebServer start(Place place, List<Routes> routes, Heard heard) {
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, routes);
              config.jetty.addConnector((server, http) -> door(place, server, http));
              config.requestLogger.http((context, millis) -> tell(heard, context, millis));
            });
    javalin.start();
    return new WebServer(javalin, place.host());
  }

  private static Connector door(Place place, Server server, HttpConfiguration http) {
    ServerConnector door = new ServerConnector(server, new HttpConnectionFactory(http));
    door.setHost(place.host());
    door.setPort(place.port());
    door.setAcceptQueueSize(KNOCKING);
    return door;
  }

  private static void configure(JavalinConfig config, List<Routes> routes) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = (long) MAX_UPLOAD_MB << 20;
    config.http.defaultContentType = "text/plain";
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setIdleTimeout(60_000);
        });
    config.jetty.modifyServer(
        server -> server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server)));
    config.routes.before(WebServer::harden);
    errors(config.routes);
    routes.forEach(r -> r.addTo(config.routes));
    config.routes.after(UnreadBody::drain);
  }

  private static void tell(Heard heard, Context context, float millis) {
    @Nullable Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
    heard.answered(
        endpoint == null ? "other" : context.method().name(), // a stranger may send any word
        endpoint == null ? "none" : endpoint.path,
        context.statusCode(),
        Duration.ofNanos((long) (millis * NANOS_PER_MILLI)));
  }

  /** The strictest headers; a page that needs more sets its own. */
  private static void harden(Context context) {
    context.header(
        "Content-Security-Policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(
        RefusedException.class,
        (e, context) -> {
          if (e.status() == HttpStatus.UNAUTHORIZED.getCode() && SignInAddress.helps(context)) {
            context.redirect(SignInAddress.from(context), HttpStatus.SEE_OTHER);
          } else {
            Refusals.write(context, e.status(), e.problems());
          }
        });
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            Refusals.write(context, e.getStatus(), List.of(String.valueOf(e.getMessage()))));
    routes.exception(
        DatabaseAwayException.class, (e, context) -> away(context, String.valueOf(e.getMessage())));
    routes.exception(
        OutdatedException.class, (e, context) -> away(context, String.valueOf(e.getMessage())));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          Refusals.write(
              context,
              500,
              List.of("the farm failed at this; it is the farm's fault: see its log"));
        });
  }

  /** A commit whose answer was lost may have happened; whoever asks again must know. */
  private static void away(Context context, String why) {
    LOG.warn("{} {}: {}", context.method(), context.path(), why);
    context.header("Retry-After", RETRY_AFTER_S);
    Refusals.write(
        context,
        503,
        List.of(
            why,
            "ask again in a moment; a submission that was under way may have been taken: look at"
                + " ./farm runs first"));
  }

  /** What it serves: a method in small letters, a blank and a path with names for what varies. */
  public List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(h -> h.endpoint.method.name().toLowerCase(Locale.ROOT) + " " + h.endpoint.path)
        .toList();
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d".formatted(name, javalin.port());
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
