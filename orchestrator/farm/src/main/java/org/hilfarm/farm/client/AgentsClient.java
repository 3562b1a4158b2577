package org.hilfarm.farm.client;

import java.util.List;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.Invitation;

/** Says which hosts may look after which racks. Any thread may use it. */
public final class AgentsClient {
  private static final String AGENTS = "/api/v1/agents";

  private final HttpLink http;

  public AgentsClient(HttpLink http) {
    this.http = http;
  }

  /** All hosts with a key and all open invitations. */
  public List<AgentView> agents()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get(AGENTS)).as(AgentView[].class));
  }

  /** Makes an invitation. */
  public Invitation invite(RackId rack)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post(AGENTS + "/" + rack + "/invite", "")).as(Invitation.class);
  }

  /** Ends a rack's key and invitations; the host it was, empty where none had a key. */
  public String revoke(RackId rack)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post(AGENTS + "/" + rack + "/revoke", "")).as(String.class);
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
