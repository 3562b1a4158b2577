package org.hilfarm.farm.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardStatus;

/** A board as people name it: by its serial or its slot, with "RACK/" before it where need be. */
final class BoardName {
  private BoardName() {}

  /** The one board of this name; otherwise words that say which there are. */
  static BoardStatus in(List<BoardStatus> boards, String name) {
    List<BoardStatus> found = boards.stream().filter(b -> is(b, name)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    List<BoardStatus> choice = found.isEmpty() ? boards : found;
    throw new IllegalArgumentException(
        "%s \"%s\": say one of %s"
            .formatted(
                found.isEmpty()
                    ? "there is no board"
                    : "there are %d boards".formatted(found.size()),
                name,
                choice.stream()
                    .map(b -> b.rack() + "/" + b.slot())
                    .collect(Collectors.joining(", "))));
  }

  private static boolean is(BoardStatus board, String name) {
    String rest =
        name.startsWith(board.rack() + "/")
            ? name.substring(board.rack().value().length() + 1)
            : name;
    return rest.equals(board.slot().value()) || rest.equals(board.serial().value());
  }
}
