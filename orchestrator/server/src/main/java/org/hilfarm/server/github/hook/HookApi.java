package org.hilfarm.server.github.hook;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hilfarm.server.audit.RefusalLog;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.github.event.GitHubEvents;

/**
 * Takes GitHub's webhooks. Its own signature is the only sign-in; what is signed for this App is
 * kept and answered with 202 at once, and read afterwards. The same delivery once more is answered
 * the same and does nothing.
 */
public final class HookApi implements Routes {
  /** Where GitHub is told to send to. */
  public static final String PATH = "/api/v1/github/webhooks";

  private static final Pattern EVENT = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern DELIVERY = Pattern.compile("[0-9A-Za-z-]{8,64}");

  private final Parts parts;
  private final HookBody bodies = new HookBody();
  private final RefusalLog log = new RefusalLog("webhook");

  /**
   * What it works with.
   *
   * @param appId the App's number: what is signed for another App of the same secret is refused
   * @param counted told of each webhook that is refused
   */
  public record Parts(
      HookSecrets secrets, long appId, Database database, Consumer<Happening> counted) {}

  public HookApi(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::take);
  }

  private void take(Context context) throws InterruptedException {
    try {
      requireJson(context);
      String event = header(context, "X-GitHub-Event", EVENT);
      String id = header(context, "X-GitHub-Delivery", DELIVERY);
      boolean news = bodies.with(context, body -> kept(context, event, id, body));
      Messages.write(context, 202, Map.of("delivery", id, "known", !news));
    } catch (RefusedException e) {
      parts.counted().accept(new Happening.WebhookCame("unverified", "refused"));
      log.refused(context.ip(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static void requireJson(Context context) {
    String type =
        Optional.ofNullable(context.req().getContentType()).orElse("").toLowerCase(Locale.ROOT);
    String bare = type.replaceFirst(";.*", "").strip();
    if (!bare.equals("application/json")) {
      throw new RefusedException(
          415,
          "content type: only application/json is taken"
              + (bare.equals("application/x-www-form-urlencoded")
                  ? ", not a form: choose application/json in the App's webhook settings"
                  : ""));
    }
  }

  private static String header(Context context, String name, Pattern shape) {
    String said = Optional.ofNullable(context.header(name)).orElse("");
    if (!shape.matcher(said).matches()) {
      throw new RefusedException(
          400, "%s: is missing, or is none: this door is for GitHub's webhooks".formatted(name));
    }
    return said;
  }

  private boolean kept(Context context, String event, String id, byte[] body) {
    String signature = Optional.ofNullable(context.header("X-Hub-Signature-256")).orElse("");
    if (signature.isEmpty()) {
      throw new RefusedException(
          401, "X-Hub-Signature-256: is missing: set a secret in the App's webhook settings");
    }
    if (!parts.secrets().signed(signature, body)) {
      throw new RefusedException(
          401,
          "X-Hub-Signature-256: does not sign this body: is the secret in the App's webhook"
              + " settings the one of --github-secret?");
    }
    requireThisApp(context);
    String label = GitHubEvents.label(event);
    return parts
        .database()
        .inTransaction(
            tx -> {
              boolean news = tx.deliveries().keep(id, event, body);
              tx.happened(new Happening.WebhookCame(label, news ? "kept" : "known"));
              return news;
            });
  }

  private void requireThisApp(Context context) {
    String type =
        Optional.ofNullable(context.header("X-GitHub-Hook-Installation-Target-Type")).orElse("");
    String target =
        Optional.ofNullable(context.header("X-GitHub-Hook-Installation-Target-ID")).orElse("");
    if (!type.equals("integration") || !target.equals(Long.toString(parts.appId()))) {
      throw new RefusedException(
          403,
          "X-GitHub-Hook-Installation-Target-ID: this webhook is not the one of App %d (--github-app): only that App's own webhook is taken, none of a repository or an organisation"
              .formatted(parts.appId()));
    }
  }
}
