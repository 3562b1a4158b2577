package org.hilfarm.wire.runapi;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the bearer of an API token may do; a token has one or more of these and no others. */
public enum Scope {
  /** Hands in builds. */
  RUNS_SUBMIT("runs:submit"),
  /** Sees runs, boards, reports and whatever else the farm shows. */
  RUNS_READ("runs:read"),
  /** Ends runs. */
  RUNS_CANCEL("runs:cancel"),
  /** Hands in builds that become the baseline. */
  BASELINES_SUBMIT("baselines:submit"),
  /** Lets schedules fire, rest and go on. */
  SCHEDULES_ADMIN("schedules:admin"),
  /** Heals, quarantines, releases and retires boards. */
  BOARDS_ADMIN("boards:admin"),
  /** Invites and revokes racks' hosts. */
  AGENTS_ADMIN("agents:admin"),
  /** Sees who did what. */
  AUDIT_READ("audit:read");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** As it is written: {@code runs:submit}. */
  public String text() {
    return text;
  }

  /** The scope that is written so; throws IllegalArgumentException with those there are. */
  public static Scope of(String text) {
    return Arrays.stream(values())
        .filter(s -> s.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scope: there is no \"%s\"; there are %s"
                        .formatted(
                            text.substring(0, Math.min(40, text.length()))
                                .replaceAll("[^ -~]", "?"),
                            Arrays.stream(values())
                                .map(Scope::text)
                                .collect(Collectors.joining(", ")))));
  }
}
