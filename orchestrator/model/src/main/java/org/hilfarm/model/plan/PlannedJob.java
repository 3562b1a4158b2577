package org.hilfarm.model.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.script.ScriptId;

/**
 * Work for one board: flash one image, run some scripts.
 *
 * @param id its name
 * @param image what is flashed; its board type says on which boards
 * @param scripts what is run, in order
 * @param needs the abilities a board must have for all of them
 * @param round which round of a soak it is, or a part of; empty where the suite is run once
 */
public record PlannedJob(
    JobId id, Image image, List<ScriptId> scripts, Set<Ability> needs, Optional<Round> round) {
  public PlannedJob {
    scripts = List.copyOf(scripts);
    needs = Set.copyOf(needs);
  }

  /** Work that is no round of a soak. */
  public PlannedJob(JobId id, Image image, List<ScriptId> scripts, Set<Ability> needs) {
    this(id, image, scripts, needs, Optional.empty());
  }

  /** Whether only emulated boards may do it, ahead of the boards that count. */
  public boolean preflight() {
    return needs.contains(Ability.EMULATED);
  }
}
