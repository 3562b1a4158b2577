package org.hilfarm.server.signin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.SignInRows;
import org.hilfarm.server.postgres.Tx;

/**
 * Who is signed in from a browser. A sign-in is looked up at each request, on whichever
 * orchestrator, so that it ends at once with the token that it was exchanged for. Any thread may
 * use it.
 */
public final class SignIns {
  /** Unused for longer than a night between two days' work, it is over. */
  static final Duration IDLE = Duration.ofHours(12);

  /** However much it is used. */
  static final Duration LONGEST = Duration.ofDays(7);

  static final Duration WINDOW = Duration.ofMinutes(10);

  /** Refused this often within the window, an address waits until it is over. */
  static final int TRIES_HERE = 10;

  /** So many rows of the audit log strangers can write in a window, and no more. */
  static final int TRIES_IN_ALL = 300;

  private static final int LISTED = 500;

  private final Database database;

  public SignIns(Database database) {
    this.database = database;
  }

  /**
   * Somebody who wants to sign in.
   *
   * @param name how this one wants to be called; nobody checks it; may be empty
   * @param address from where
   * @param place what counts as one place with this address
   */
  public record Wish(String name, String address, String place) {}

  /** Signs somebody in whose token is worth it; it is looked at only where there may be a try. */
  public Tried enter(Wish wish, Supplier<Worth> token) {
    OptionalLong attempt = database.inTransaction(tx -> begin(tx, wish));
    if (attempt.isEmpty()) {
      return new Tried.TooMany(WINDOW);
    }
    return switch (token.get()) {
      case Worth.Grant grant ->
          database.inTransaction(
              tx -> {
                tx.signIns().forget(attempt.getAsLong());
                return made(tx, wish, grant);
              });
      case Worth.Nothing nothing -> {
        Who somebody = new Who("somebody", wish.address());
        database.useTransaction(
            tx -> tx.audit().add(somebody, Deed.PERSON_REFUSED, "sign-in", nothing.why()));
        yield new Tried.Refused(nothing.why());
      }
    };
  }

  private static OptionalLong begin(Tx tx, Wish wish) {
    SignInRows.Tries tries = tx.signIns().tries(wish.place(), WINDOW);
    return tries.here() >= TRIES_HERE || tries.all() >= TRIES_IN_ALL
        ? OptionalLong.empty()
        : OptionalLong.of(tx.signIns().begin(wish.place()));
  }

  private static Tried made(Tx tx, Wish wish, Worth.Grant grant) {
    tx.signIns().sweep(IDLE);
    SignInSecret secret = SignInSecret.fresh();
    String name = wish.name().isEmpty() ? grant.actor() : wish.name() + ", " + grant.actor();
    SignIn made =
        of(
            tx.signIns()
                .add(
                    new SignInRows.Wanted(
                        secret.digest(), grant.token(), name, grant.role().word(), wish.address()),
                    LONGEST));
    tx.audit().add(made.who(), Deed.PERSON_SIGNED_IN, made.id(), "as " + made.role().word());
    return new Tried.Done(made, secret);
  }

  /** Who has this secret, unless that is over. */
  public Optional<SignIn> find(SignInSecret secret) {
    return database.inTransaction(tx -> tx.signIns().use(secret.digest(), IDLE)).map(SignIns::of);
  }

  /** Everybody who is signed in, the newest first. */
  public List<SignIn> all() {
    return database.inTransaction(tx -> tx.signIns().good(IDLE, LISTED)).stream()
        .map(SignIns::of)
        .toList();
  }

  /** Whoever has this secret leaves. */
  public void leave(SignInSecret secret, String address) {
    database.useTransaction(
        tx ->
            tx.signIns()
                .end(secret.digest())
                .map(SignIns::of)
                .ifPresent(s -> ended(tx, s, new Who(s.who().actor(), address))));
  }

  /** Ends another's; false where there is none of this number. */
  public boolean end(long number, Who by) {
    return database.inTransaction(
        tx -> {
          Optional<SignIn> ended = tx.signIns().end(number).map(SignIns::of);
          ended.ifPresent(s -> ended(tx, s, by));
          return ended.isPresent();
        });
  }

  private static void ended(Tx tx, SignIn ended, Who by) {
    tx.audit().add(by, Deed.PERSON_SIGNED_OUT, ended.id(), ended.name());
  }

  private static SignIn of(SignInRows.Row row) {
    return new SignIn(
        row.number(),
        row.name(),
        Role.of(row.role()),
        row.address(),
        row.made(),
        row.seen(),
        row.ends());
  }
}
