package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.wire.rackapi.Credential;

/**
 * Who may do what. Racks write with their host's key, or from this machine with the racks' token;
 * submitters and operators with theirs; reading needs no sign-in from this machine itself, and any
 * of these from elsewhere. A browser that was tricked into asking this machine under a foreign name
 * is not this machine's user.
 */
public final class Access {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> LOOPBACK_ADDRESSES =
      Set.of("127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

  private final Tokens tokens;
  private final HostKeys keys;

  public Access(Tokens tokens, HostKeys keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  /** Who asks as a rack; throws where that is nobody the farm knows. */
  public RackCaller rack(Context context) {
    Optional<String> bearer = bearer(context);
    if (bearer.map(tokens::isRack).orElse(false)) {
      if (!fromThisMachine(context)) {
        throw new RefusedException(
            403,
            "the racks' token is for agents on the farm's own machine: invite this host with ./farm"
                + " agents invite RACK");
      }
      return new RackCaller(keys, Optional.empty());
    }
    Credential said =
        bearer
            .flatMap(Credential::of)
            .orElseThrow(
                () ->
                    new RefusedException(
                        401,
                        "this needs a host's key (./farm agents invite RACK), or on the farm's own"
                            + " machine the racks' token (tokens/rack in its data folder)"));
    return switch (said.kind()) {
      case HOST_KEY -> host(said);
      case INVITATION ->
          throw new RefusedException(
              401, "an invitation is no key: an agent that is started with it makes one of it");
    };
  }

  private RackCaller host(Credential said) {
    HostKeys.Held held =
        keys.find(said)
            .orElseThrow(
                () ->
                    new RefusedException(
                        401,
                        "this farm does not know this host's key: is it the right --server? Else"
                            + " invite the host anew with ./farm agents invite RACK"));
    if (held.revoked().isPresent()) {
      throw new RefusedException(
          403,
          "the key of host \"%s\" for rack %s was revoked at %s: if it is to look after the rack again, invite it with ./farm agents invite %s and start its agent with that token"
              .formatted(held.host(), held.rack(), held.revoked().get(), held.rack()));
    }
    return new RackCaller(keys, Optional.of(held.rack()));
  }

  /** The invitation a host comes with; throws 401 where it has none. */
  public Credential invitation(Context context) {
    return bearer(context)
        .flatMap(Credential::of)
        .filter(c -> c.kind() == Credential.Kind.INVITATION)
        .orElseThrow(
            () ->
                new RefusedException(
                    401, "this needs an invitation: make one with ./farm agents invite RACK"));
  }

  /** Throws 401 unless somebody asks who runs the farm. */
  public void operator(Context context) {
    if (!bearer(context).map(tokens::isOperator).orElse(false)) {
      throw new RefusedException(
          401, "this needs the operators' token (tokens/operator in the farm's data folder)");
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

  /** Throws 401 unless somebody who may read asks. */
  public void reader(Context context) {
    if (!fromThisMachine(context) && !bearer(context).map(this::reads).orElse(false)) {
      throw new RefusedException(401, "reading from another machine needs a token");
    }
  }

  private boolean reads(String bearer) {
    return tokens.isRack(bearer)
        || tokens.isSubmit(bearer)
        || tokens.isOperator(bearer)
        || Credential.of(bearer)
            .filter(c -> c.kind() == Credential.Kind.HOST_KEY)
            .flatMap(keys::find)
            .map(held -> held.revoked().isEmpty())
            .orElse(false);
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
