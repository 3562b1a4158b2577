package org.hilfarm.server.dashboard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;

/**
 * The filters of the first page, as somebody filled them in.
 *
 * @param rack the field's text, bounded, as are the others
 * @param type one type of board
 * @param state one state of boards
 * @param sought what that asks for; empty where it cannot be asked
 * @param why not, and what can; empty where it can
 */
public record RacksForm(
    String rack, String type, String state, Optional<Sought> sought, String why) {
  private static final int LONGEST = 120;
  private static final List<String> FILTERS = List.of("rack", "type", "state");

  /** Which boards are asked for; what is empty asks for any. */
  record Sought(Optional<RackId> rack, Optional<BoardTypeId> type, Optional<BoardState> state) {
    boolean has(BoardStatus board) {
      return rack.filter(r -> !r.equals(board.rack())).isEmpty()
          && type.filter(t -> !t.equals(board.boardType())).isEmpty()
          && state.filter(s -> s != board.state()).isEmpty();
    }
  }

  /** Nothing was filled in. */
  static RacksForm empty() {
    return of(Map.of());
  }

  /** What the address asks for. */
  static RacksForm of(Map<String, List<String>> query) {
    Optional<Sought> sought = Optional.empty();
    String why = "";
    try {
      sought = Optional.of(sought(query));
    } catch (IllegalArgumentException e) {
      why = Words.bounded(String.valueOf(e.getMessage()), 3 * LONGEST);
    }
    return new RacksForm(
        echo(query, "rack"), echo(query, "type"), echo(query, "state"), sought, why);
  }

  private static Sought sought(Map<String, List<String>> query) {
    for (String filter : query.keySet()) {
      if (!FILTERS.contains(filter)) {
        throw new IllegalArgumentException(
            "there is no filter \"%s\": there are %s"
                .formatted(Words.bounded(filter, LONGEST), String.join(", ", FILTERS)));
      }
    }
    return new Sought(
        named(query, "rack", RackId::new),
        named(query, "type", BoardTypeId::new),
        named(query, "state", RacksForm::state));
  }

  private static <T> Optional<T> named(
      Map<String, List<String>> query, String filter, Function<String, T> as) {
    Optional<String> said = said(query, filter);
    if (said.filter(t -> t.length() > LONGEST).isPresent()) {
      throw new IllegalArgumentException(
          "%s: at most %d characters, not %d"
              .formatted(filter, LONGEST, said.orElseThrow().length()));
    }
    try {
      return said.map(as);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s; the field offers what there is".formatted(filter, e.getMessage()), e);
    }
  }

  private static BoardState state(String text) {
    return Arrays.stream(BoardState.values())
        .filter(s -> word(s).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no board is ever \"" + text + "\""));
  }

  static String word(BoardState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** A field that was left empty asks for nothing. */
  private static Optional<String> said(Map<String, List<String>> query, String filter) {
    return query.getOrDefault(filter, List.of()).stream()
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .findFirst();
  }

  private static String echo(Map<String, List<String>> query, String filter) {
    return said(query, filter).map(t -> Words.bounded(t, LONGEST)).orElse("");
  }

  /** Whether any filter is set. */
  public boolean any() {
    return !(rack + type + state + why).isEmpty();
  }

  /** The states a board can be in, as the field offers them. */
  public static List<String> states() {
    return Arrays.stream(BoardState.values()).map(RacksForm::word).toList();
  }
}
