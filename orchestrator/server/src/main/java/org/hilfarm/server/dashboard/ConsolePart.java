package org.hilfarm.server.dashboard;

import java.util.Arrays;
import java.util.Optional;
import org.hilfarm.server.console.Ration;
import org.hilfarm.server.report.BoardAddress;
import org.hilfarm.server.report.BoardPast;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.visible.Visible;

/**
 * The live console on a board's page.
 *
 * @param address below which the board is watched and reserved
 * @param csrf what its script says with each act; empty for who may do nothing
 * @param mayAct whether who looks may reserve the board
 * @param longest for how many minutes at once
 * @param terminal where the document of the terminal's frame is; empty where there is none
 * @param heart where the script is that keeps a reservation
 * @param last what the board said last, where that is still kept
 */
public record ConsolePart(
    String serial,
    String address,
    String csrf,
    boolean mayAct,
    long longest,
    Optional<String> terminal,
    String heart,
    String last) {
  private static final int LAST_LINES = 40;
  private static final int LAST_CHARACTERS = 8_000;

  /** For the one who looks; empty where nobody knows who that is. */
  static ConsolePart of(BoardPast past, Optional<Terminal> terminal, Optional<Person> person) {
    return new ConsolePart(
        past.board().serial().value(),
        BoardAddress.of(past.board().serial()),
        person.map(Person::csrf).orElse(""),
        person.filter(p -> p.may(Role.OPERATOR)).isPresent(),
        Ration.LONGEST.toMinutes(),
        terminal.map(Terminal::address),
        Assets.address("heart.js"),
        last(past.said()));
  }

  private static String last(String said) {
    String end = said.substring(Math.max(0, said.length() - LAST_CHARACTERS));
    String[] lines = Visible.block(end, LAST_CHARACTERS).split("\n", -1);
    int from = Math.max(0, lines.length - LAST_LINES);
    return String.join("\n", Arrays.copyOfRange(lines, from, lines.length)).strip();
  }
}
