package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. Racks write with the racks' token, submitters with theirs; reading needs no
 * sign-in from this machine itself, and either token from elsewhere. A browser that was tricked
 * into asking this machine under a foreign name is not this machine's user.
 */
public final class Access {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> LOOPBACK_ADDRESSES =
      Set.of("127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

  private final Tokens tokens;

  public Access(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Throws 401 unless a rack asks. */
  public void rack(Context context) {
    if (!bearer(context).map(tokens::isRack).orElse(false)) {
      throw new RefusedException(
          401, "this needs the racks' token (tokens/rack in the farm's data folder)");
    }
  }

  /** Throws 401 unless a submitter asks. */
  public void submitter(Context context) {
    if (!bearer(context).map(tokens::isSubmit).orElse(false)) {
      throw new RefusedException(
          401, "this needs the submitters' token (tokens/submit in the farm's data folder)");
    }
  }

  /** Throws 401 unless somebody asks who may say what is held to be good. */
  public void baselines(Context context) {
    if (!bearer(context).map(tokens::isBaseline).orElse(false)) {
      throw new RefusedException(
          401, "a baseline needs a token of its own (tokens/baseline in the farm's data folder)");
    }
  }

  /** Throws 401 unless somebody asks who may take boards out of the pool and put them back. */
  public void operator(Context context) {
    if (!bearer(context).map(tokens::isOperator).orElse(false)) {
      throw new RefusedException(
          401,
          "orders about boards need the operators' token (tokens/operator in the farm's data"
              + " folder)");
    }
  }

  /** Throws 401 unless somebody who may read asks. */
  public void reader(Context context) {
    boolean known =
        bearer(context)
            .map(t -> tokens.isRack(t) || tokens.isSubmit(t) || tokens.isOperator(t))
            .orElse(false);
    if (!known && !fromThisMachine(context)) {
      throw new RefusedException(401, "reading from another machine needs a token");
    }
  }

  private static boolean fromThisMachine(Context context) {
    String host = Optional.ofNullable(context.header("Host")).orElse("");
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK_ADDRESSES.contains(context.ip()) && LOOPBACK_NAMES.contains(name);
  }

  private static Optional<String> bearer(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(h -> h.startsWith("Bearer "))
        .map(h -> h.substring("Bearer ".length()).strip());
  }
}
