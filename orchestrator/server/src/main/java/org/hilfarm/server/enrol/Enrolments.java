package org.hilfarm.server.enrol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.AgentRows;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.web.HostKeys;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.rackapi.Enrolment;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.Invitation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts come with an invitation, which is good once, and go on with a key they made themselves.
 * Everything is in the database, and nothing is remembered here: what one orchestrator revokes is
 * refused by all of them at the next request. Any thread may use it.
 */
public final class Enrolments implements HostKeys {
  /** Long enough to walk to a rack. */
  public static final Duration INVITATION = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Enrolments.class);

  private final Database database;

  public Enrolments(Database database) {
    this.database = database;
  }

  /** What became of a request. */
  public sealed interface Result<T> {
    record Done<T>(T value) implements Result<T> {}

    /** It will not be done. */
    record Refused<T>(int status, String why) implements Result<T> {}
  }

  /** Makes an invitation for a rack that has no host; earlier ones for it end. */
  public Result<Invitation> invite(RackId rack, Who who) {
    Credential token = Credential.fresh(Credential.Kind.INVITATION);
    return database.inTransaction(
        tx -> {
          Optional<AgentRows.Key> host = tx.agents().holds(rack);
          if (host.isPresent()) {
            return new Result.Refused<>(409, taken(rack, host.get()));
          }
          Instant expires = tx.agents().invite(token.digest(), rack, INVITATION);
          tx.audit().add(who, Deed.AGENT_INVITED, rack.value(), "until " + expires);
          LOG.info("rack {}: a host is invited until {}", rack, expires);
          return new Result.Done<>(new Invitation(rack, token.value(), expires));
        });
  }

  /**
   * Makes an invitation a host's key; the same again is answered the same.
   *
   * @param address where the host asks from
   */
  public Result<Enrolment.Enrolled> enrol(Sha256 invitation, Enrolment wish, String address) {
    return database.inTransaction(tx -> enrol(tx, invitation, wish, address));
  }

  private static Result<Enrolment.Enrolled> enrol(
      Tx tx, Sha256 invitation, Enrolment wish, String address) {
    Optional<AgentRows.Invited> found = tx.agents().lock(invitation);
    if (found.isEmpty()) {
      return new Result.Refused<>(
          401, "this farm made no such invitation: " + askAnew(wish.rack()));
    }
    AgentRows.Invited invited = found.get();
    Optional<AgentRows.Key> own = tx.agents().key(wish.key());
    boolean again = invited.key().equals(Optional.of(wish.key())) && own.isPresent();
    if (again && own.orElseThrow().revoked().isEmpty() && invited.rack().equals(wish.rack())) {
      return new Result.Done<>(new Enrolment.Enrolled(wish.rack(), own.orElseThrow().enrolled()));
    }
    Optional<String> stale = stale(invited, wish.rack());
    if (stale.isPresent()) {
      return new Result.Refused<>(403, stale.get());
    }
    if (!tx.agents().enrol(invitation, wish.key(), wish.rack(), wish.host())) {
      return new Result.Refused<>(
          409,
          tx.agents()
              .holds(wish.rack())
              .map(host -> taken(wish.rack(), host))
              .orElse("this key is known already: let the agent make another one"));
    }
    Who host = new Who("host " + wish.host(), address);
    tx.audit().add(host, Deed.AGENT_ENROLLED, wish.rack().value(), "");
    LOG.info("rack {}: its host \"{}\" has a key now", wish.rack(), wish.host());
    return new Result.Done<>(
        new Enrolment.Enrolled(wish.rack(), tx.agents().key(wish.key()).orElseThrow().enrolled()));
  }

  private static Optional<String> stale(AgentRows.Invited invited, RackId rack) {
    if (!invited.rack().equals(rack)) {
      return Optional.of(
          "this invitation is for rack %s, not for %s: start the agent with --rack %s, or: %s"
              .formatted(invited.rack(), rack, invited.rack(), askAnew(rack)));
    }
    if (invited.used().isPresent()) {
      return Optional.of(
          "this invitation was used at %s by host \"%s\", and it is good only once: %s"
              .formatted(invited.used().get(), invited.host().orElse("?"), askAnew(rack)));
    }
    if (invited.withdrawn().isPresent()) {
      return Optional.of(
          "this invitation ended at %s, when it was revoked or a newer one was made: use that, or: %s"
              .formatted(invited.withdrawn().get(), askAnew(rack)));
    }
    return invited.expired()
        ? Optional.of(
            "this invitation was good until %s only: %s"
                .formatted(invited.expires(), askAnew(rack)))
        : Optional.empty();
  }

  /**
   * Ends a host's key and invitations of its rack. It is refused from its next request on, and the
   * work it had is given to others.
   */
  public Result<String> revoke(RackId rack, Who who) {
    return database.inTransaction(
        tx -> {
          int withdrawn = tx.agents().withdraw(rack);
          Optional<String> host = tx.agents().revoke(rack);
          if (host.isEmpty() && withdrawn == 0) {
            return new Result.Refused<>(
                404,
                "rack %s has neither a host with a key nor an open invitation".formatted(rack));
          }
          tx.ring(Channel.WORK, rack.value());
          tx.audit().add(who, Deed.AGENT_REVOKED, rack.value(), host.orElse("an invitation"));
          LOG.info("rack {}: revoked; host {}, open invitations {}", rack, host, withdrawn);
          return new Result.Done<>(host.orElse(""));
        });
  }

  /** All hosts and open invitations. */
  public List<AgentView> all() {
    return database.inTransaction(tx -> tx.agents().all());
  }

  @Override
  public Optional<HostKeys.Held> find(Credential key) {
    return database
        .reading(tx -> tx.agents().key(key.digest()))
        .map(k -> new HostKeys.Held(k.rack(), k.host(), k.revoked()));
  }

  @Override
  public Optional<HostKeys.Held> of(RackId rack) {
    return database
        .reading(tx -> tx.agents().holds(rack))
        .map(k -> new HostKeys.Held(k.rack(), k.host(), k.revoked()));
  }

  private static String taken(RackId rack, AgentRows.Key host) {
    return "rack %s is looked after by host \"%s\" since %s: if it is to be another one, say first ./farm agents revoke %s"
        .formatted(rack, host.host(), host.enrolled(), rack);
  }

  private static String askAnew(RackId rack) {
    return "ask for a new one with ./farm agents invite " + rack;
  }
}
