package org.hilfarm.farm.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.runapi.ScheduleView;

/** Asks about schedules, and has them fire, rest or go on. Any thread may use it. */
public final class ScheduleClient {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final HttpLink http;

  public ScheduleClient(HttpLink http) {
    this.http = http;
  }

  /** All, by name. */
  public List<ScheduleView> list()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/schedules")).as(ScheduleView[].class));
  }

  /** Lets one rest. */
  public ScheduleView pause(ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(post(schedule, "pause")).as(ScheduleView.class);
  }

  /** Lets one go on. */
  public ScheduleView resume(ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(post(schedule, "resume")).as(ScheduleView.class);
  }

  /** Has one fire; when this returns, that survives anything. */
  public ScheduleView.Asked ask(ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(post(schedule, "run")).as(ScheduleView.Asked.class);
  }

  /** Waits until it is known what became of a fire. */
  public Optional<ScheduleView.Fire> became(
      ScheduleId schedule, ScheduleView.Asked asked, Deadline deadline)
      throws UnreachableException, RefusedException, InterruptedException {
    while (true) {
      Answer.Ok answer =
          ok(Call.get("/api/v1/schedules/%s/fires/%s".formatted(schedule, asked.due())));
      if (answer.status() != 204) {
        return Optional.of(answer.as(ScheduleView.Fire.class));
      }
      if (deadline.passed()) {
        return Optional.empty();
      }
      Pause.until(deadline.within(BETWEEN_LOOKS));
    }
  }

  private static Call post(ScheduleId schedule, String what) {
    return Call.post("/api/v1/schedules/%s/%s".formatted(schedule, what), Map.of());
  }

  private Answer.Ok ok(Call call)
      throws UnreachableException, RefusedException, InterruptedException {
    return switch (http.exchange(call)) {
      case Answer.Ok ok -> ok;
      case Answer.Refusal refusal ->
          throw new RefusedException(call.method() + " " + http.base() + "/api/v1", refusal);
    };
  }
}
