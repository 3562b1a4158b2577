package org.hilfarm.farm.client;

import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;

/** Asks what many runs together tell. Any thread may use it. */
public final class HistoryClient {
  private final HttpLink http;

  public HistoryClient(HttpLink http) {
    this.http = http;
  }

  /** How reliable scripts were in the last so many days. */
  public FlakinessView flakiness(int days)
      throws UnreachableException, RefusedException, InterruptedException {
    return get("/api/v1/flakiness?days=" + days).as(FlakinessView.class);
  }

  /** A schedule's latest run beside those before it. */
  public NightsView nights(ScheduleId schedule)
      throws UnreachableException, RefusedException, InterruptedException {
    return get("/api/v1/schedules/%s/nights".formatted(schedule)).as(NightsView.class);
  }

  private Answer.Ok get(String path)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call = Call.get(path);
    return switch (http.exchange(call)) {
      case Answer.Ok ok -> ok;
      case Answer.Refusal refusal ->
          throw new RefusedException(call.method() + " " + http.base() + path, refusal);
    };
  }
}
