package org.hilfarm.server.postgres;

import java.time.Instant;
import org.hilfarm.model.schedule.Schedule;

/**
 * A schedule as it stands.
 *
 * @param schedule what schedules.yaml says
 * @param paused whether it does nothing by itself now
 * @param considered up to this time no fire is missing
 */
public record ScheduleRow(Schedule schedule, boolean paused, Instant considered) {}
