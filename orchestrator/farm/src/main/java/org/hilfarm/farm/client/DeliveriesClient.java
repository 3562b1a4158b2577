package org.hilfarm.farm.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.wire.runapi.DeliveryView;

/** Webhooks of GitHub's that the farm has. Any thread may use it. */
public final class DeliveriesClient {
  private static final String DELIVERIES = "/api/v1/github/deliveries";

  private final HttpLink http;

  public DeliveriesClient(HttpLink http) {
    this.http = http;
  }

  /** The newest hundred, newest first; only those in a state where one is said. */
  public List<DeliveryView> deliveries(Optional<String> state)
      throws UnreachableException, RefusedException, InterruptedException {
    String path = DELIVERIES + state.map(s -> "?state=" + encoded(s)).orElse("");
    return List.of(ok(Call.get(path)).as(DeliveryView[].class));
  }

  /** Has one that was put aside looked at once more. */
  public void retry(String id) throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(DELIVERIES + "/" + encoded(id) + "/retry", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer.Ok ok(Call call)
      throws UnreachableException, RefusedException, InterruptedException {
    return switch (http.exchange(call)) {
      case Answer.Ok ok -> ok;
      case Answer.Refusal refusal ->
          throw new RefusedException(call.method() + " " + http.base() + call.path(), refusal);
    };
  }
}
