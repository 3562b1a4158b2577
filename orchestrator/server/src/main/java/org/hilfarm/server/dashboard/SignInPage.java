package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.SignIn;

/**
 * What the page shows on which people sign in and out.
 *
 * @param you who looks, where the farm knows
 * @param here the sign-in of this browser
 * @param form whether a token can be said here
 * @param next where to go on from here
 * @param name as it was said before
 * @param problem why it did not work; empty at first
 * @param others who else is signed in, for an administrator
 */
public record SignInPage(
    Optional<You> you,
    Optional<Here> here,
    boolean form,
    String next,
    String name,
    String problem,
    List<Here> others) {
  /** Who looks. */
  public record You(String name, String role, String may, boolean machine, Person person) {}

  /** A sign-in, in words. */
  public record Here(
      String id, String name, String role, String address, String made, String seen, String ends) {}

  static You you(Person person) {
    return new You(
        Words.bounded(person.name(), 200),
        person.role().word(),
        switch (person.role()) {
          case VIEWER -> "may look at everything";
          case OPERATOR ->
              "may look at everything, end runs, have them run again and take a board for a while";
          case ADMIN ->
              "may do everything that the pages have, and see and end other people's sign-ins";
        },
        person.known() == Person.Known.MACHINE,
        person);
  }

  static Here of(SignIn signIn) {
    return new Here(
        signIn.id(),
        Words.bounded(signIn.name(), 200),
        signIn.role().name().toLowerCase(Locale.ROOT),
        Words.bounded(signIn.address(), 60),
        Words.at(signIn.made()),
        Words.at(signIn.seen()),
        Words.at(signIn.ends()));
  }
}
