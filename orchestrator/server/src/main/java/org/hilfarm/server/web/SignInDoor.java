package org.hilfarm.server.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.signin.SignIn;
import org.hilfarm.server.signin.SignIns;
import org.hilfarm.server.signin.Tried;
import org.hilfarm.server.signin.Worth;
import org.hilfarm.server.visible.Visible;

/** Where people come in from a browser, and leave. Any thread may use it. */
public final class SignInDoor {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_TOKEN = 200;

  private final Doorkeeper people;
  private final TokenWorth worth;
  private final SignIns signIns;

  SignInDoor(Doorkeeper people, TokenWorth worth, SignIns signIns) {
    this.people = people;
    this.worth = worth;
    this.signIns = signIns;
  }

  /** Whether a token can be said here without that anybody on the way reads it. */
  public boolean sealed(Context context) {
    return Whence.of(context).sealed();
  }

  /** The sign-in of this browser; empty where there is none, or it is over. */
  public Optional<SignIn> here(Context context) {
    return people.signIn(context);
  }

  /**
   * Signs in whoever filled in the form, and tells the browser; a sign-in that it had before ends.
   * Throws 403 where the form is another site's, or everybody could read along.
   */
  public Tried enter(Context context) {
    Doorkeeper.fromOwnPage(context);
    Whence whence = Whence.of(context);
    if (!whence.sealed()) {
      throw new RefusedException(
          403, "nobody signs in without TLS: everybody on the way could read the token");
    }
    FormFields form = FormFields.of(context);
    SignIns.Wish wish =
        new SignIns.Wish(
            Visible.line(form.value("name"), LONGEST_NAME), whence.address(), whence.place());
    Tried tried = signIns.enter(wish, () -> worth(form.value("token")));
    if (tried instanceof Tried.Done done) {
      Doorkeeper.secret(context).ifPresent(old -> signIns.leave(old, whence.address()));
      keep(context, done.secret().value(), "");
    }
    return tried;
  }

  private Worth worth(String token) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      return new Worth.Nothing(
          "a token has 1 to %d characters, and this has %d"
              .formatted(LONGEST_TOKEN, token.length()));
    }
    return worth.of(token);
  }

  /** Signs this browser out; throws 401 or 403 as an act does. */
  public void leave(Context context) {
    Person person = people.acts(context, Role.VIEWER);
    Doorkeeper.secret(context).ifPresent(s -> signIns.leave(s, person.who().address()));
    keep(context, "", "; Max-Age=0");
  }

  /** Everybody who is signed in, where an administrator asks; else nobody. */
  public List<SignIn> all(Optional<Person> asks) {
    return asks.filter(p -> p.may(Role.ADMIN)).isPresent() ? signIns.all() : List.of();
  }

  /** Ends somebody's sign-in; throws 404 where there is none of this name. */
  public void end(Context context, String id) {
    Person admin = people.acts(context, Role.ADMIN);
    boolean ended =
        id.matches("s[0-9]{1,15}") && signIns.end(Long.parseLong(id.substring(1)), admin.who());
    if (!ended) {
      throw new RefusedException(
          404, "there is no sign-in %s; it may be over".formatted(Visible.line(id, 20)));
    }
  }

  private static void keep(Context context, String value, String more) {
    context.header(
        "Set-Cookie",
        "%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s"
            .formatted(Doorkeeper.COOKIE, value, more));
  }
}
