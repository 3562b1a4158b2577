package org.hilfarm.agent.link;

import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.wire.rackapi.ConsoleBytes;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.RecoveryOrder;
import org.hilfarm.wire.rackapi.RecoveryRenewal;
import org.hilfarm.wire.rackapi.RecoveryReport;
import org.hilfarm.wire.rackapi.RecoveryRequest;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.SeatNews;
import org.hilfarm.wire.rackapi.SeatRenewal;
import org.hilfarm.wire.rackapi.SeatReport;
import org.hilfarm.wire.rackapi.SeatRequest;
import org.hilfarm.wire.rackapi.SeatWishes;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;

/**
 * What an agent says to the orchestrator; the agent always calls, the orchestrator never dials a
 * rack. Any thread may use it.
 */
public final class RackLink {
  /** How much longer than the orchestrator's own wait a long poll may take. */
  private static final Duration POLL_MARGIN = Duration.ofSeconds(10);

  private static final Duration TRANSFER = Duration.ofSeconds(60);

  /** Who closes does not wait longer for the farm; the lease runs out then. */
  private static final Duration RETURN = Duration.ofSeconds(2);

  private static final int NO_CONTENT = 204;

  private final HttpLink http;

  public RackLink(HttpLink http) {
    this.http = http;
  }

  /** Presents the rack. */
  public Hello.Welcome hello(Hello hello)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post("/api/v1/racks/hello", hello)).as(Hello.Welcome.class);
  }

  /** Waits for work; empty when there is none for now. */
  public Optional<WorkOffer> work(WorkRequest request)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call =
        Call.post("/api/v1/racks/work", request)
            .within(POLL_MARGIN.plusMillis(request.waitMillis()));
    Answer.Ok answer = ok(call);
    return answer.status() == NO_CONTENT
        ? Optional.empty()
        : Optional.of(answer.as(WorkOffer.class));
  }

  /**
   * Keeps a lease.
   *
   * @param patience after which an answer is not waited for any more; the lease must outlast it
   */
  public Renewal.Renewed renew(Renewal renewal, Duration patience)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call = Call.post(lease(renewal.token(), "renew"), renewal).within(patience);
    return ok(call).as(Renewal.Renewed.class);
  }

  /** Gives a job back unfinished; another gets it at once. */
  public void giveBackJob(GiveBack back)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(lease(back.token(), "return"), back).within(RETURN));
  }

  /** Gives a recovery back unfinished; it is ordered again at once. */
  public void giveBackRecovery(GiveBack back)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(recovery(back.token(), "return"), back).within(RETURN));
  }

  /** Waits for a board that is to be recovered; empty when there is none for now. */
  public Optional<RecoveryOrder> recovery(RecoveryRequest request)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call =
        Call.post("/api/v1/racks/recoveries", request)
            .within(POLL_MARGIN.plusMillis(request.waitMillis()));
    Answer.Ok answer = ok(call);
    return answer.status() == NO_CONTENT
        ? Optional.empty()
        : Optional.of(answer.as(RecoveryOrder.class));
  }

  /** Keeps a recovery's lease, and says which rungs are behind it; patience as above. */
  public Renewal.Renewed renew(RecoveryRenewal renewal, Duration patience)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call = Call.post(recovery(renewal.token(), "renew"), renewal).within(patience);
    return ok(call).as(Renewal.Renewed.class);
  }

  /** Says what came of a recovery; doing so again does no harm. */
  public void ended(RecoveryReport report)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(recovery(report.token(), "end"), report));
  }

  /** Waits for a board that is reserved, or watched; empty when there is no news for now. */
  public Optional<SeatNews> seats(SeatRequest request)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call =
        Call.post("/api/v1/racks/seats", request)
            .within(POLL_MARGIN.plusMillis(request.waitMillis()));
    Answer.Ok answer = ok(call);
    return answer.status() == NO_CONTENT
        ? Optional.empty()
        : Optional.of(answer.as(SeatNews.class));
  }

  /** Keeps a reservation's lease; patience as above. */
  public Renewal.Renewed renew(SeatRenewal renewal, Duration patience)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call = Call.post(seat(renewal.token(), "renew"), renewal).within(patience);
    return ok(call).as(Renewal.Renewed.class);
  }

  /** Waits for what a person wants of a board. */
  public SeatWishes wishes(SeatWishes.Request request)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call =
        Call.post(seat(request.token(), "wishes"), request)
            .within(POLL_MARGIN.plusMillis(request.waitMillis()));
    return ok(call).as(SeatWishes.class);
  }

  /** Says what came of a wish; doing so again does no harm. */
  public void done(SeatWishes.Done done)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(seat(done.token(), "done"), done));
  }

  /** Says that a reserved board is put back. */
  public void ended(SeatReport report)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(seat(report.token(), "end"), report));
  }

  /** Gives a reservation back. */
  public void giveBackSeat(GiveBack back)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(seat(back.token(), "return"), back).within(RETURN));
  }

  /** Says what a watched board has said. */
  public void said(ConsoleBytes bytes)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post("/api/v1/racks/console", bytes));
  }

  /** Fetches an artifact of at most this size; the caller checks the digest of what was written. */
  public void artifact(Sha256 digest, int limit, OutputStream into)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call = Call.get(artifact(digest)).within(TRANSFER).atMost(limit);
    if (http.fetch(call, into) instanceof Answer.Refusal refusal) {
      throw new RefusedException(asked(call), refusal);
    }
  }

  /** Hands in an attachment; doing so again does no harm. */
  public Answer attach(Sha256 digest, byte[] bytes)
      throws UnreachableException, InterruptedException {
    return http.exchange(
        Call.of(
                "PUT",
                artifact(digest),
                "application/octet-stream",
                BodyPublishers.ofByteArray(bytes))
            .within(TRANSFER));
  }

  /** Hands in a report; doing so again does no harm. */
  public Answer report(Delivery delivery) throws UnreachableException, InterruptedException {
    return http.exchange(Call.post(lease(delivery.token(), "report"), delivery).within(TRANSFER));
  }

  /** Hands in a report with its attachments first; doing so again does no harm. */
  public Answer deliver(Delivery delivery, Map<Sha256, byte[]> attachments)
      throws UnreachableException, InterruptedException {
    for (Map.Entry<Sha256, byte[]> each : attachments.entrySet()) {
      if (attach(each.getKey(), each.getValue()) instanceof Answer.Refusal refusal) {
        return refusal;
      }
    }
    return report(delivery);
  }

  private Answer.Ok ok(Call call)
      throws UnreachableException, RefusedException, InterruptedException {
    return switch (http.exchange(call)) {
      case Answer.Ok ok -> ok;
      case Answer.Refusal refusal -> throw new RefusedException(asked(call), refusal);
    };
  }

  private String asked(Call call) {
    return call.method() + " " + http.base() + call.path();
  }

  private static String lease(LeaseToken token, String verb) {
    return "/api/v1/leases/" + token.value() + "/" + verb;
  }

  private static String recovery(LeaseToken token, String verb) {
    return "/api/v1/recoveries/" + token.value() + "/" + verb;
  }

  private static String seat(LeaseToken token, String verb) {
    return "/api/v1/seats/" + token.value() + "/" + verb;
  }

  private static String artifact(Sha256 digest) {
    return "/api/v1/artifacts/" + digest.value();
  }
}
