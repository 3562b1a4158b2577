package org.hilfarm.farm.client;

import java.util.List;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.Invitation;
import org.hilfarm.wire.runapi.RackDrain;

/** Says which hosts may look after which racks, and which racks rest. Any thread may use it. */
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

  /** The rack ends what it does and is given nothing more; said again, how far it is. */
  public RackDrain drain(RackId rack, String reason)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call = Call.post(AGENTS + "/" + rack + "/drain", new BoardOrder(reason));
    return ok(call).as(RackDrain.class);
  }

  /** The rack may work again. */
  public RackDrain undrain(RackId rack)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post(AGENTS + "/" + rack + "/undrain", "")).as(RackDrain.class);
  }

  /** All racks that are given nothing more. */
  public List<RackDrain> drains()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/drains")).as(RackDrain[].class));
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
