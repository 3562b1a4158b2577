package org.hilfarm.server.postgres;

import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;
import org.jdbi.v3.core.statement.Query;

/**
 * Which part of what scripts did is asked for.
 *
 * @param days how far back from now
 * @param boardType on boards of this type; empty: of any
 * @param script those whose name begins so; empty: all
 * @param suite in runs of this one; empty: of any
 */
public record Sought(
    int days, Optional<BoardTypeId> boardType, Optional<String> script, Optional<SuiteId> suite) {

  /** Everything of the last so many days. */
  public static Sought all(int days) {
    return new Sought(days, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What holds for the rows of an alias {@code o} of {@code script_outcome}. The transaction's time
   * and not the clock's: only what stays the same can be looked up in an index.
   */
  String where() {
    return "o.stored > now() - :days * interval '1 day'"
        + (boardType.isPresent() ? " and o.board_type = :type" : "")
        + (script.isPresent() ? " and starts_with(o.script, :script)" : "")
        + (suite.isPresent() ? " and o.run in (select id from run where suite = :suite)" : "");
  }

  Query bind(Query query) {
    query.bind("days", days);
    boardType.ifPresent(t -> query.bind("type", t.value()));
    script.ifPresent(s -> query.bind("script", s));
    suite.ifPresent(s -> query.bind("suite", s.value()));
    return query;
  }
}
