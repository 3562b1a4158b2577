package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.report.Repeats;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Role;
import org.hilfarm.wire.runapi.RunView;

/**
 * What can be done about a run on its page, what was, and which runs test it again.
 *
 * @param did what came of the last button; empty where none was pressed
 * @param person who may press one; empty where nobody may who looks
 * @param cancel whether there is something to cancel
 * @param again whether there is something to test again
 * @param of the run whose failures this one tests again; empty where it tests a whole build
 * @param after the runs that test this one's again
 */
public record ActsPart(
    String did,
    Optional<Person> person,
    boolean cancel,
    boolean again,
    String of,
    List<String> after) {

  static ActsPart none() {
    return new ActsPart("", Optional.empty(), false, false, "", List.of());
  }

  static ActsPart of(RunView run, Repeats repeats, Optional<Person> looks, Optional<String> did) {
    boolean over = run.verdict().isPresent();
    return new ActsPart(
        Did.sentence(did),
        looks.filter(p -> p.may(Role.OPERATOR)),
        !over,
        over && !run.verdict().equals(Optional.of("mergeable")),
        repeats.of().map(RunId::value).orElse(""),
        repeats.after().stream().map(RunId::value).toList());
  }
}
