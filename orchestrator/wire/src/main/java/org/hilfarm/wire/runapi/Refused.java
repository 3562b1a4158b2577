package org.hilfarm.wire.runapi;

import java.util.List;

/**
 * The answer to a request that breaks a rule (HTTP 400, 401, 404, 409, 413).
 *
 * @param problems every one that was found, each naming the file and the rule
 */
public record Refused(List<String> problems) {
  public Refused {
    problems = List.copyOf(problems);
  }
}
