package org.hilfarm.server.github.oidc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.RefusalLog;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.github.policy.Quota;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.QuotaRows;
import org.hilfarm.server.postgres.TicketRows;
import org.hilfarm.server.source.Web;
import org.hilfarm.time.Ticker;
import org.hilfarm.wire.config.GitHubOidc;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ApiToken;
import org.hilfarm.wire.runapi.RunTicket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the identity of a workflow's job, which lives for minutes, for a ticket that is good
 * for one run. An identity counts once on all orchestrators together, and only where the farm's
 * policy lets it in. Neither it nor a ticket is ever logged or stored. Any thread may use it.
 */
public final class Exchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Database database;
  private final GitHubOidc policy;
  private final Web web;
  private final Prover prover;
  private final RefusalLog refusals = new RefusalLog("workflow's identity");

  /** By these clocks: one for the times that an identity says, one for how old keys are. */
  public Exchange(Database database, GitHubOidc policy, InstantSource clock, Ticker ticker) {
    this.database = database;
    this.policy = policy;
    this.web = new Web();
    this.prover =
        new Prover(new Keys(web, policy.keys(), ticker), policy.issuer(), policy.audience(), clock);
  }

  /** What becomes of a wish for a ticket. */
  public sealed interface Result {
    record Given(RunTicket ticket) implements Result {}

    /**
     * There is none.
     *
     * @param status HTTP's
     */
    record Refused(int status, String why) implements Result {}
  }

  /**
   * Exchanges an identity.
   *
   * @param address where it comes from
   */
  public Result exchange(String token, String address) throws InterruptedException {
    Result result =
        switch (prover.prove(token)) {
          case Proof.Proven proven -> admit(proven.identity(), address);
          case Proof.Unproven not ->
              new Result.Refused(401, "the identity does not count: " + not.why());
          case Proof.Untold untold ->
              new Result.Refused(
                  503,
                  "whether the identity is right cannot be told now: %s; try again in a while"
                      .formatted(untold.why()));
        };
    if (result instanceof Result.Refused refused) {
      refusals.refused(address, refused.why());
    }
    return result;
  }

  private Result admit(Identity identity, String address) {
    return switch (Admission.of(policy, identity)) {
      case Admission.Answer.In in ->
          exceeded(in.repository())
              .<Result>map(why -> new Result.Refused(429, why + ": try again in a while"))
              .orElseGet(() -> once(identity, in.repository(), address));
      case Admission.Answer.Out out -> new Result.Refused(403, out.why());
    };
  }

  /** Who sends files itself makes a run of each ticket; what the farm fetches has its own turn. */
  private Optional<String> exceeded(GitHubOidc.Repository repository) {
    if (!repository.push()) {
      return Optional.empty();
    }
    return database.inTransaction(
        tx -> {
          QuotaRows.Used used = tx.quotas().used(repository.id());
          int coming = tx.quotas().tickets(repository.id());
          return Quota.exceeded(
              policy.quota(),
              repository.name(),
              new QuotaRows.Used(used.open() + coming, used.today() + coming));
        });
  }

  private Result once(Identity identity, GitHubOidc.Repository repository, String address) {
    ApiToken ticket = ApiToken.fresh(ApiToken.Kind.TICKET);
    Optional<Instant> expires =
        database.inTransaction(
            tx -> {
              if (!tx.tickets().useOnce(identity.jti(), identity.expires().plus(Prover.SKEW))) {
                return Optional.empty();
              }
              TicketRows.Bearer bearer = bearer(identity, repository);
              Instant until = tx.tickets().add(ticket.digest(), bearer, policy.lasts());
              Who who = new Who(words(bearer), address);
              String said =
                  "%s, %s, jti %s".formatted(identity.workflow(), identity.event(), identity.jti());
              tx.audit().add(who, Deed.TICKET_GIVEN, repository.name(), said);
              return Optional.of(until);
            });
    if (expires.isEmpty()) {
      return new Result.Refused(
          401, "the identity does not count: it was used before; ask GitHub for a new one");
    }
    LOG.info("a ticket for workflow run {} of {}", identity.runId(), repository.name());
    return new Result.Given(new RunTicket(ticket.value(), expires.get(), repository.name()));
  }

  private static String words(TicketRows.Bearer bearer) {
    return "workflow run %d of %s".formatted(bearer.workflowRun(), bearer.repository());
  }

  /** The repository under the policy's name: the identity's may be another one tomorrow. */
  private static TicketRows.Bearer bearer(Identity identity, GitHubOidc.Repository repository) {
    return new TicketRows.Bearer(
        identity.repositoryId(),
        repository.name(),
        identity.runId(),
        repository.push() ? repository.suites().stream().map(s -> s.value()).toList() : List.of(),
        Json.write(new TreeMap<>(identity.said())));
  }

  /** Breaks off what is being asked. */
  @Override
  public void close() {
    web.close();
  }
}
