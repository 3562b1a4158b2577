package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.signin.SignIn;
import org.hilfarm.server.signin.SignInSecret;
import org.hilfarm.server.signin.SignIns;
import org.hilfarm.server.signin.Worth;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at pages and presses their buttons: a program by its token, a person by the cookie of
 * its sign-in, and without either whoever sits at this machine. What a browser says by itself (a
 * cookie, that it is on this machine) proves nobody's will: an act needs what only a page of this
 * farm knows. Any thread may use it.
 */
public final class Doorkeeper {
  /** A browser takes a cookie of this name over TLS only, for this host, and gives it no other. */
  static final String COOKIE = "__Host-farm";

  private static final String FOUND = "org.hilfarm.sign-in";

  private final TokenWorth worth;
  private final SignIns signIns;

  /** Behind the forms of those who need no sign-in; forms do not outlive the process. */
  private final SignInSecret machine = SignInSecret.fresh();

  Doorkeeper(TokenWorth worth, SignIns signIns) {
    this.worth = worth;
    this.signIns = signIns;
  }

  /** Who looks at a page; empty where the farm does not know, or where it is no person. */
  public Optional<Person> reads(Context context) {
    Optional<String> bearer = Access.bearer(context);
    if (bearer.isPresent()) {
      return worth.of(bearer.get()) instanceof Worth.Grant grant
          ? Optional.of(program(context, grant))
          : Optional.empty();
    }
    Whence whence = Whence.of(context);
    Optional<Person> person = signIn(context).map(s -> signedIn(context, whence, s));
    return person.isEmpty() && whence.here() ? Optional.of(atMachine(whence)) : person;
  }

  /**
   * Who looks at what not everybody may see; throws 401 where nobody knows who that is, and 403
   * where this one may not.
   */
  public Person sees(Context context, Role needed, String what) {
    Person person =
        reads(context)
            .orElseThrow(
                () ->
                    new RefusedException(
                        401,
                        "%s is for who has the role %s: sign in (/sign-in in a browser), or say a token that is worth it"
                            .formatted(what, needed.word())));
    if (!person.may(needed)) {
      throw new RefusedException(
          403,
          "%s is for who has the role %s, and %s has the role %s here: sign in with a token that is worth it"
              .formatted(what, needed.word(), person.name(), person.role().word()));
    }
    return person;
  }

  /**
   * Who does something, and may; throws 401 where nobody knows who that is, and 403 where this one
   * may not, or where a browser was tricked into it.
   */
  public Person acts(Context context, Role needed) {
    Person person =
        reads(context)
            .orElseThrow(
                () ->
                    new RefusedException(
                        401,
                        "nothing was done: this needs a sign-in (/sign-in in a browser), or from a"
                            + " program a token that is worth the role "
                            + needed.word()));
    if (person.known() != Person.Known.TOKEN) {
      meant(context, person);
    }
    if (!person.may(needed)) {
      throw new RefusedException(
          403,
          "nothing was done: %s has the role %s here, and this needs the role %s; sign in with a token that is worth it"
              .formatted(person.name(), person.role().word(), needed.word()));
    }
    return person;
  }

  /** The browser says that a page of this farm asked, and the page proves it. */
  private static void meant(Context context, Person person) {
    fromOwnPage(context);
    String said =
        Optional.ofNullable(context.header("X-CSRF-Token"))
            .orElseGet(() -> FormFields.of(context).value("csrf"));
    if (!MessageDigest.isEqual(bytes(said), bytes(person.csrf()))) {
      throw new RefusedException(
          403,
          "nothing was done: this did not come from a page of this farm, or from one that is too"
              + " old; load the page again, and press once more");
    }
  }

  /** Throws 403 where a browser says that another site's page asked. */
  static void fromOwnPage(Context context) {
    Optional<String> site = Optional.ofNullable(context.header("Sec-Fetch-Site"));
    Optional<String> origin = Optional.ofNullable(context.header("Origin"));
    boolean own =
        site.map("same-origin"::equals)
            .orElseGet(() -> origin.map(Whence.of(context).origin()::equals).orElse(true));
    if (!own) {
      throw new RefusedException(
          403, "nothing was done: another site's page asked for this, and not one of this farm");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Person program(Context context, Worth.Grant grant) {
    Who who = new Who(grant.actor(), Whence.of(context).address());
    return new Person(who, grant.role(), Person.Known.TOKEN, "");
  }

  private static Person signedIn(Context context, Whence whence, SignIn signIn) {
    Who who = new Who(signIn.who().actor(), whence.address());
    String csrf = secret(context).map(SignInSecret::csrf).orElse("");
    return new Person(who, signIn.role(), Person.Known.SIGN_IN, csrf);
  }

  private Person atMachine(Whence whence) {
    Who who = new Who("somebody at the farm's machine", whence.address());
    return new Person(who, Role.OPERATOR, Person.Known.MACHINE, machine.csrf());
  }

  private record Found(Optional<SignIn> signIn) {}

  /** The sign-in of this request's browser, looked up once; empty where it is over. */
  Optional<SignIn> signIn(Context context) {
    @Nullable Found before = context.attribute(FOUND);
    if (before != null) {
      return before.signIn();
    }
    Found found = new Found(secret(context).flatMap(signIns::find));
    context.attribute(FOUND, found);
    return found.signIn();
  }

  static Optional<SignInSecret> secret(Context context) {
    return Optional.ofNullable(context.cookie(COOKIE)).flatMap(SignInSecret::of);
  }
}
