package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Tried;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.FormFields;
import org.hilfarm.server.web.Routes;
import org.hilfarm.server.web.SignInAddress;
import org.hilfarm.server.web.SignInDoor;

/** The page on which people sign in and out, open to everybody. */
public final class SignInRoutes implements Routes {
  private static final String PATH = SignInAddress.PATH;

  private final Access access;
  private final SignInDoor door;

  public SignInRoutes(Access access) {
    this.access = access;
    this.door = access.signInDoor();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, PATH, this::show);
    routes.post(PATH, this::enter);
    routes.post(PATH + "/leave", this::leave);
    routes.post(PATH + "/{id}/end", this::end);
  }

  private void show(Context context) {
    String next = SignInAddress.next(Optional.ofNullable(context.queryParam("next")));
    page(context, door.sealed(context) ? 200 : 403, next, "");
  }

  private void enter(Context context) {
    Tried tried = door.enter(context);
    String next = SignInAddress.next(Optional.of(FormFields.of(context).value("next")));
    switch (tried) {
      case Tried.Done done -> context.redirect(next, HttpStatus.SEE_OTHER);
      case Tried.Refused refused -> page(context, 401, next, refused.why());
      case Tried.TooMany many -> {
        context.header("Retry-After", Long.toString(many.rest().toSeconds()));
        page(
            context,
            429,
            next,
            "too many attempts were refused: this one was not looked at; try again in %s"
                .formatted(Words.took(many.rest())));
      }
    }
  }

  private void leave(Context context) {
    door.leave(context);
    context.redirect(PATH, HttpStatus.SEE_OTHER);
  }

  private void end(Context context) {
    door.end(context, context.pathParam("id"));
    context.redirect(PATH, HttpStatus.SEE_OTHER);
  }

  private void page(Context context, int status, String next, String problem) {
    Optional<Person> you = access.people().reads(context);
    SignInPage page =
        new SignInPage(
            you.map(SignInPage::you),
            door.here(context).map(SignInPage::of),
            door.sealed(context),
            next,
            FormFields.of(context).value("name"),
            problem,
            door.all(you).stream().map(SignInPage::of).toList());
    PageRoutes.page(context, status, Pages.signIn(page));
  }
}
