package org.hilfarm.server.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.ApiTokenRows;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.TicketRows;
import org.hilfarm.wire.runapi.ApiToken;
import org.hilfarm.wire.runapi.Scope;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenView;
import org.hilfarm.wire.runapi.TokenWish;

/**
 * Tokens for use from outside: what an operator made with scopes, and tickets for one run. Each is
 * looked up at each request, so that one that was revoked on any orchestrator is refused at once by
 * all. Any thread may use it.
 */
public final class ApiTokens {
  private static final int LISTED = 500;

  private final Database database;

  public ApiTokens(Database database) {
    this.database = database;
  }

  /** Makes a token; this is the only time that it is told. */
  public TokenMade make(TokenWish wish, Who who) {
    ApiToken token = ApiToken.fresh(ApiToken.Kind.API);
    Set<Scope> scopes = wish.scopes().stream().map(Scope::of).collect(Collectors.toSet());
    return database.inTransaction(
        tx -> {
          ApiTokenRows.Token made =
              tx.apiTokens().add(token.digest(), wish.name(), scopes, Duration.ofDays(wish.days()));
          String said = "%s: %s".formatted(wish.name(), String.join(", ", wish.scopes()));
          tx.audit().add(who, Deed.TOKEN_MADE, made.id(), said + ", until " + made.expires());
          return new TokenMade(made.id(), token.value(), made.expires());
        });
  }

  /** All, the newest first; none with its secret. */
  public List<TokenView> newest() {
    return database.inTransaction(tx -> tx.apiTokens().newest(LISTED));
  }

  /** Ends a token; throws 404 where there is none of this name that is not revoked. */
  public void revoke(String id, Who who) {
    boolean revoked =
        id.matches("t[0-9]{1,15}")
            && database.inTransaction(
                tx -> {
                  boolean ended = tx.apiTokens().revoke(Long.parseLong(id.substring(1)));
                  if (ended) {
                    tx.audit().add(who, Deed.TOKEN_REVOKED, id, "");
                  }
                  return ended;
                });
    if (!revoked) {
      throw new RefusedException(
          404,
          "there is no token %s that could be revoked; see ./farm token list"
              .formatted(id.substring(0, Math.min(20, id.length())).replaceAll("[^ -~]", "?")));
    }
  }

  /**
   * Whose this is; empty where it is no such token at all, 401 where it is one that is not good.
   */
  Optional<Holder> holder(String bearer) {
    return ApiToken.kindOf(bearer)
        .map(
            kind ->
                switch (kind) {
                  case API -> token(whole(kind, bearer));
                  case TICKET -> ticket(whole(kind, bearer));
                });
  }

  private static ApiToken whole(ApiToken.Kind kind, String bearer) {
    try {
      return new ApiToken(kind, bearer);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(401, String.valueOf(e.getMessage()));
    }
  }

  private Holder token(ApiToken said) {
    ApiTokenRows.Token token =
        database
            .inTransaction(tx -> tx.apiTokens().use(said.digest()))
            .orElseThrow(
                () ->
                    new RefusedException(
                        401,
                        "this farm made no such token: is it the right farm? An operator makes one"
                            + " with ./farm token create"));
    if (token.revoked().isPresent()) {
      throw new RefusedException(
          401, "token %s was revoked at %s".formatted(token.id(), token.revoked().get()));
    }
    if (token.expired()) {
      throw new RefusedException(
          401,
          "token %s (\"%s\") was good until %s only: make a new one with ./farm token create"
              .formatted(token.id(), token.name(), token.expires()));
    }
    return new Holder.OfToken(token);
  }

  private Holder ticket(ApiToken said) {
    TicketRows.Ticket ticket =
        database
            .inTransaction(tx -> tx.tickets().find(said.digest()))
            .orElseThrow(
                () -> new RefusedException(401, "this farm gave no such run ticket, or long ago"));
    if (ticket.expired()) {
      throw new RefusedException(
          401,
          "this run ticket was good until %s only: exchange the workflow's identity anew"
              .formatted(ticket.expires()));
    }
    return new Holder.OfTicket(ticket);
  }
}
