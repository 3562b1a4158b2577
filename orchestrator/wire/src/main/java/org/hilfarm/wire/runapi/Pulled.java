package org.hilfarm.wire.runapi;

import java.util.Optional;
import org.hilfarm.model.plan.RunId;

/**
 * How far the farm is with a workflow's build.
 *
 * @param run the run that tests it; empty as long as there is none
 * @param jobs how many jobs that has
 * @param waits what it waits for, in a sentence; empty where there is a run
 */
public record Pulled(Optional<RunId> run, int jobs, String waits) {}
