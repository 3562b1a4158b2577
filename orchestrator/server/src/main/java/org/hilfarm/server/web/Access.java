package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.signin.SignIns;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.runapi.Scope;

/**
 * Who may do what. Racks write with their host's key, or from this machine with the racks' token;
 * submitters and operators with theirs; reading needs no sign-in from this machine itself, and any
 * of these from elsewhere. Whoever comes with a token that was made for use from outside may do
 * what that says, from wherever. A browser that was tricked into asking this machine under a
 * foreign name is not this machine's user.
 */
public final class Access {
  private final Tokens tokens;
  private final HostKeys keys;
  private final ApiTokens apiTokens;
  private final Doorkeeper people;
  private final SignInDoor signInDoor;

  public Access(Tokens tokens, HostKeys keys, ApiTokens apiTokens, SignIns signIns) {
    this.tokens = tokens;
    this.keys = keys;
    this.apiTokens = apiTokens;
    TokenWorth worth = new TokenWorth(tokens, apiTokens);
    this.people = new Doorkeeper(worth, signIns);
    this.signInDoor = new SignInDoor(people, worth, signIns);
  }

  /** Who looks at pages and presses their buttons. */
  public Doorkeeper people() {
    return people;
  }

  /** Where people come in from a browser. */
  public SignInDoor signInDoor() {
    return signInDoor;
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

  /** Who runs the farm; throws 401 where somebody else asks. */
  public Who operator(Context context) {
    if (!bearer(context).map(tokens::isOperator).orElse(false)) {
      throw new RefusedException(
          401, "this needs the operators' token (tokens/operator in the farm's data folder)");
    }
    return new Who("operator", context.ip());
  }

  /** Who runs the farm, or has a token with this scope; throws 401 or 403 for anybody else. */
  public Who operator(Context context, Scope scope) {
    return holder(context)
        .map(h -> h.needs(scope, context.ip()))
        .orElseGet(() -> operator(context));
  }

  /** Who hands in a build; throws 401 or 403 where that is nobody who may. */
  public Submitter submitter(Context context) {
    Optional<Holder> holder = holder(context);
    if (holder.isPresent() && holder.get() instanceof Holder.OfTicket of) {
      return new Submitter(of.who(context.ip()), Optional.of(of.ticket()));
    }
    Who who =
        holder
            .map(h -> h.needs(Scope.RUNS_SUBMIT, context.ip()))
            .orElseGet(() -> submittersToken(context));
    return new Submitter(who, Optional.empty());
  }

  /** Who may do this to the whole farm as a submitter; throws 401 or 403 for anybody else. */
  public Who submitter(Context context, Scope scope) {
    return holder(context)
        .map(h -> h.needs(scope, context.ip()))
        .orElseGet(() -> submittersToken(context));
  }

  /** Who may end this run; throws 401 or 403 for anybody else. */
  public Who canceller(Context context, RunId run) {
    return holder(context)
        .map(h -> h.needs(Scope.RUNS_CANCEL, run, context.ip()))
        .orElseGet(() -> submittersToken(context));
  }

  private Who submittersToken(Context context) {
    if (!bearer(context).map(tokens::isSubmit).orElse(false)) {
      throw new RefusedException(
          401, "this needs the submitters' token (tokens/submit in the farm's data folder)");
    }
    return new Who("submitter", context.ip());
  }

  /** Who may say what is held to be good; throws 401 or 403 where somebody else asks. */
  public Who baselines(Context context) {
    Optional<Holder> holder = holder(context);
    if (holder.isPresent()) {
      return holder.get().needs(Scope.BASELINES_SUBMIT, context.ip());
    }
    if (!bearer(context).map(tokens::isBaseline).orElse(false)) {
      throw new RefusedException(
          401, "a baseline needs a token of its own (tokens/baseline in the farm's data folder)");
    }
    return new Who("submitter of baselines", context.ip());
  }

  /** Throws 401 or 403 unless somebody who may read everything asks: also who signed in. */
  public void reader(Context context) {
    Optional<Holder> holder = holder(context);
    if (holder.isPresent()) {
      holder.get().needs(Scope.RUNS_READ, context.ip());
      return;
    }
    localReader(context);
  }

  /** Throws 401 or 403 unless somebody who may see this run asks. */
  public void reader(Context context, RunId run) {
    Optional<Holder> holder = holder(context);
    if (holder.isPresent()) {
      holder.get().needs(Scope.RUNS_READ, run, context.ip());
      return;
    }
    localReader(context);
  }

  private void localReader(Context context) {
    boolean reads =
        fromThisMachine(context)
            || bearer(context).map(this::reads).orElseGet(() -> people.signIn(context).isPresent());
    if (!reads) {
      throw new RefusedException(401, "reading from another machine needs a token");
    }
  }

  private Optional<Holder> holder(Context context) {
    return bearer(context).flatMap(apiTokens::holder);
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
    return Whence.of(context).here();
  }

  static Optional<String> bearer(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(h -> h.startsWith("Bearer "))
        .map(h -> h.substring("Bearer ".length()).strip());
  }
}
