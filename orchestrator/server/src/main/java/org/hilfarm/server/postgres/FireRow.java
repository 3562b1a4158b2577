package org.hilfarm.server.postgres;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.verdict.Verdict;

/**
 * A fire of a schedule, and what came of it: a run, or a problem.
 *
 * @param due when it was to fire
 * @param how in one of the table's words
 * @param missed how many earlier fires it stands for too
 * @param run what came of it
 * @param verdict the run's, once it has one
 * @param problem why no run came of it
 */
public record FireRow(
    Instant due,
    String how,
    int missed,
    Optional<RunId> run,
    Optional<Verdict> verdict,
    Optional<String> problem) {}
