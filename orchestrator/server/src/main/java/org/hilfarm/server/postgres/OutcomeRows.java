package org.hilfarm.server.postgres;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.script.ScriptId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How each script of each attempt ended, and what it measured: history that SQL can ask. */
public final class OutcomeRows {
  private static final int MOST_MEASURES = 100;
  private static final int NAME = 120;
  private static final int UNIT = 40;

  private final Handle handle;

  OutcomeRows(Handle handle) {
    this.handle = handle;
  }

  /** Why the script was run. */
  public enum Part {
    PLANNED("planned"),
    PREFLIGHT("preflight"),
    CONTROL("control"),
    RERUN("rerun");

    private final String word;

    Part(String word) {
      this.word = word;
    }
  }

  /** How it ended, as an attempt alone tells. */
  public enum How {
    PASSED("passed"),
    FAILED("failed"),
    /** Neither: the rack or the farm came between. */
    OPEN("open");

    private final String word;

    How(String word) {
      this.word = word;
    }
  }

  /**
   * Where something was run.
   *
   * @param image what the board was proven to run
   */
  public record Of(
      LeaseToken token,
      RunId run,
      BoardTypeId boardType,
      StandingRows.Board board,
      Sha256 image,
      Part part) {}

  /** One script's end. */
  public record Ended(
      ScriptId script, How how, Optional<FaultKind> fault, List<Measure> measures) {}

  /** Keeps them, once. */
  public void insert(Of of, List<Ended> scripts) {
    if (scripts.isEmpty()) {
      return;
    }
    PreparedBatch rows =
        handle.prepareBatch(
            "insert into script_outcome (token, script, run, board_type, rack, serial, image, part,"
                + " outcome, fault) values (:token, :script, :run, :type, :rack, :serial, :image,"
                + " :part, :outcome, :fault) on conflict do nothing");
    for (Ended ended : scripts) {
      rows.bind("token", of.token().value())
          .bind("script", ended.script().value())
          .bind("run", of.run().value())
          .bind("type", of.boardType().value())
          .bind("rack", of.board().rack().value())
          .bind("serial", of.board().serial().value())
          .bind("image", of.image().value())
          .bind("part", of.part().word)
          .bind("outcome", ended.how().word)
          .bind("fault", ended.fault().map(Enum::name).orElse(null))
          .add();
    }
    var unused = rows.execute();
    if (of.part() == Part.PLANNED) {
      scripts.forEach(s -> measures(of, s));
    }
  }

  private void measures(Of of, Ended ended) {
    List<Measure> kept =
        ended.measures().stream()
            .filter(m -> Double.isFinite(m.value()))
            .limit(MOST_MEASURES)
            .toList();
    if (kept.isEmpty()) {
      return;
    }
    PreparedBatch rows =
        handle.prepareBatch(
            "insert into script_measure (token, script, position, run, board_type, name, unit,"
                + " value) values (:token, :script, :position, :run, :type, :name, :unit, :value)"
                + " on conflict do nothing");
    for (int i = 0; i < kept.size(); i++) {
      Measure measure = kept.get(i);
      rows.bind("token", of.token().value())
          .bind("script", ended.script().value())
          .bind("position", i + 1)
          .bind("run", of.run().value())
          .bind("type", of.boardType().value())
          .bind("name", Text.bounded(measure.name(), NAME))
          .bind("unit", Text.bounded(measure.unit(), UNIT))
          .bind("value", measure.value())
          .add();
    }
    var unused = rows.execute();
  }
}
