package org.hilfarm.model.plan;

import java.util.Comparator;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.ScriptId;

/**
 * A pair that must pass before a run can be green.
 *
 * @param boardType on a board of this type
 * @param script this script
 */
public record Requirement(BoardTypeId boardType, ScriptId script)
    implements Comparable<Requirement> {
  private static final Comparator<Requirement> ORDER =
      Comparator.comparing(Requirement::boardType).thenComparing(Requirement::script);

  @Override
  public int compareTo(Requirement other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return script + " on " + boardType;
  }
}
