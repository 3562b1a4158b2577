package org.hilfarm.server.web;

import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.ApiTokenRows;
import org.hilfarm.server.postgres.TicketRows;
import org.hilfarm.wire.runapi.Scope;

/** Whoever came with a token that was made for use from outside. */
sealed interface Holder {
  /** Throws 403 unless this one may do what the scope says, whichever run it is about. */
  Who needs(Scope scope, String address);

  /** Throws 403 unless this one may do what the scope says to this run. */
  Who needs(Scope scope, RunId run, String address);

  /** One with a token that an operator made. */
  record OfToken(ApiTokenRows.Token token) implements Holder {
    @Override
    public Who needs(Scope scope, String address) {
      if (!token.scopes().contains(scope)) {
        throw new RefusedException(
            403,
            "token %s (\"%s\") may not do this: it needs the scope %s and has %s"
                .formatted(token.id(), token.name(), scope.text(), scopes()));
      }
      return new Who("token %s (%s)".formatted(token.id(), token.name()), address);
    }

    @Override
    public Who needs(Scope scope, RunId run, String address) {
      return needs(scope, address);
    }

    private String scopes() {
      return token.scopes().stream()
          .map(Scope::text)
          .collect(Collectors.toCollection(TreeSet::new))
          .stream()
          .collect(Collectors.joining(", "));
    }
  }

  /** One with a ticket for one run. */
  record OfTicket(TicketRows.Ticket ticket) implements Holder {
    @Override
    public Who needs(Scope scope, String address) {
      throw new RefusedException(
          403,
          "a run ticket hands in, sees and ends one run, and no more: this needs a token with the"
              + " scope "
              + scope.text());
    }

    @Override
    public Who needs(Scope scope, RunId run, String address) {
      boolean fits =
          switch (scope) {
            case RUNS_READ, RUNS_CANCEL -> ticket.run().equals(Optional.of(run));
            case RUNS_SUBMIT,
                BASELINES_SUBMIT,
                SCHEDULES_ADMIN,
                BOARDS_ADMIN,
                AGENTS_ADMIN,
                AUDIT_READ ->
                false;
          };
      if (!fits) {
        throw new RefusedException(
            403,
            "this run ticket of %s is good for %s, and not for run %s"
                .formatted(
                    ticket.bearer().repository(),
                    ticket.run().map(r -> "run " + r).orElse("the run that it hands in"),
                    run));
      }
      if (scope == Scope.RUNS_CANCEL && ticket.followed()) {
        throw new RefusedException(
            403,
            "run %s is the farm's own, for the check of its commit: a workflow that follows it does not end it"
                .formatted(run));
      }
      return who(address);
    }

    Who who(String address) {
      return new Who(
          "workflow run %d of %s"
              .formatted(ticket.bearer().workflowRun(), ticket.bearer().repository()),
          address);
    }
  }
}
