package org.hilfarm.server.schedule;

import java.time.Instant;
import org.hilfarm.model.schedule.ScheduleId;

/**
 * Quartz says that it is time.
 *
 * @param schedule of which
 * @param at when it was to fire, or, after a time without orchestrators, when that was noticed
 * @param asked whether a person asked for it, at that very moment
 * @param recovered whether an orchestrator began it and stopped on the way
 */
record Fire(ScheduleId schedule, Instant at, boolean asked, boolean recovered) {}
