package org.hilfarm.server.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.script.Script;

/** Whether a script can run at all on a type of board, by the abilities of type and slots. */
final class Applicability {
  private Applicability() {}

  /** What a board can do: its type's abilities and what its rack says of board and wiring. */
  static boolean can(BoardType type, BoardStatus board, Collection<Ability> needs) {
    return needs.stream()
        .allMatch(
            n ->
                n.equals(Ability.HARDWARE)
                    ? !board.emulated()
                    : type.abilities().contains(n) || board.abilities().contains(n));
  }

  /** Why no board of the type can run the script; empty where one can. */
  static Optional<String> missing(Script script, BoardType type, List<BoardStatus> boards) {
    if (!script.fits(type)) {
      return Optional.of(script.misfit(type));
    }
    if (boards.stream().anyMatch(b -> can(type, b, script.needs()))) {
      return Optional.empty();
    }
    Set<Ability> nowhere = new TreeSet<>(script.needs());
    nowhere.removeIf(n -> boards.stream().anyMatch(b -> can(type, b, Set.of(n))));
    if (nowhere.isEmpty()) {
      return Optional.of(
          "needs %s together, and no single slot with a %s offers all of them"
              .formatted(words(new TreeSet<>(script.needs())), type.id()));
    }
    return Optional.of(
        "needs %s, which neither the board type %s nor any slot that holds one offers"
            .formatted(words(nowhere), type.id()));
  }

  private static String words(Set<Ability> abilities) {
    return abilities.stream().map(Ability::value).collect(Collectors.joining(" and "));
  }
}
