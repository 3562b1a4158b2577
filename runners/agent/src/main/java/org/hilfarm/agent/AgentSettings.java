package org.hilfarm.agent;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;

/**
 * What an agent must know.
 *
 * @param server the orchestrator's address
 * @param token what proves that this is the rack's agent
 * @param rack the boards it looks after
 * @param types what the farm knows of their types
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param data where it keeps images and undelivered reports; one agent at a time
 * @param version of this agent, for people
 * @param clock rack time
 */
public record AgentSettings(
    URI server,
    BearerToken token,
    Rack rack,
    Map<BoardTypeId, BoardType> types,
    Path root,
    Path data,
    String version,
    InstantSource clock) {
  public AgentSettings {
    types = Map.copyOf(types);
  }
}
