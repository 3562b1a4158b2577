package org.hilfarm.server.plan;

import java.util.List;
import java.util.Map;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.KnownFailure;

/**
 * The farm's own data, from its own pinned commit: all that decides what a run requires. Nothing in
 * it comes from a submission.
 *
 * @param types every board type the farm knows
 * @param suites every suite
 * @param scripts every test script
 * @param library the source of {@code hil.py}
 * @param commit of scripts and configs, or what stands for it outside a checkout
 * @param known failures somebody looks after
 */
public record TrustedData(
    Map<BoardTypeId, BoardType> types,
    Map<SuiteId, Suite> suites,
    Map<ScriptId, Script> scripts,
    String library,
    String commit,
    List<KnownFailure> known) {
  public TrustedData {
    types = Map.copyOf(types);
    suites = Map.copyOf(suites);
    scripts = Map.copyOf(scripts);
    known = List.copyOf(known);
  }

  /** Data without known failures. */
  public TrustedData(
      Map<BoardTypeId, BoardType> types,
      Map<SuiteId, Suite> suites,
      Map<ScriptId, Script> scripts,
      String library,
      String commit) {
    this(types, suites, scripts, library, commit, List.of());
  }
}
