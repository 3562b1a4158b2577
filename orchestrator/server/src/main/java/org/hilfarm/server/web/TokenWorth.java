package org.hilfarm.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.signin.Worth;
import org.hilfarm.wire.runapi.Scope;

/**
 * What the farm's tokens are worth to a person at the pages: those of submitters an operator's, the
 * operators' own an administrator's, and one that was made for a program what its scopes cover.
 */
final class TokenWorth {
  /** What who ends runs and has them run again could do with a program as well. */
  private static final Set<Scope> OF_OPERATOR =
      Set.of(Scope.RUNS_READ, Scope.RUNS_SUBMIT, Scope.RUNS_CANCEL);

  private final Tokens tokens;
  private final ApiTokens apiTokens;

  TokenWorth(Tokens tokens, ApiTokens apiTokens) {
    this.tokens = tokens;
    this.apiTokens = apiTokens;
  }

  Worth of(String token) {
    try {
      return apiTokens.holder(token).map(h -> worth(h, token)).orElseGet(() -> ofFarm(token));
    } catch (RefusedException e) {
      return new Worth.Nothing(String.join("; ", e.problems()));
    }
  }

  private Worth ofFarm(String token) {
    Optional<Worth.Grant> grant =
        tokens.isOperator(token)
            ? Optional.of(new Worth.Grant("operator", Role.ADMIN, digest(token)))
            : tokens.isSubmit(token)
                ? Optional.of(new Worth.Grant("submitter", Role.OPERATOR, digest(token)))
                : Optional.empty();
    return grant.isPresent()
        ? grant.get()
        : new Worth.Nothing(
            "this is no token that signs a person in: that is what tokens/submit or tokens/operator"
                + " in the farm's data folder says, or a token that an operator made with ./farm"
                + " token create and the scope runs:read");
  }

  private static Worth worth(Holder holder, String token) {
    return switch (holder) {
      case Holder.OfTicket ticket ->
          new Worth.Nothing("a run ticket is a workflow's, and signs nobody in");
      case Holder.OfToken of -> {
        Set<Scope> scopes = of.token().scopes();
        String name = "token %s (%s)".formatted(of.token().id(), of.token().name());
        if (!scopes.contains(Scope.RUNS_READ)) {
          yield new Worth.Nothing(name + " may not look at runs: it has no scope runs:read");
        }
        Role role = scopes.containsAll(OF_OPERATOR) ? Role.OPERATOR : Role.VIEWER;
        yield new Worth.Grant(name, role, digest(token));
      }
    };
  }

  private static Sha256 digest(String token) {
    return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
  }
}
