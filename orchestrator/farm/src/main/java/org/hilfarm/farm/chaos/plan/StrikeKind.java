package org.hilfarm.farm.chaos.plan;

import java.time.Duration;

/** What may be done to a farm. */
public enum StrikeKind {
  /** kill -9; it is started again when its time is over. */
  KILL_ORCHESTRATOR(Victim.ORCHESTRATOR, 300, 3000),
  /** kill -9; what it had started runs on. It is started again when its time is over. */
  KILL_AGENT(Victim.AGENT, 300, 3000),
  /** kill -9 for the esptool of an agent, when it next has one. */
  KILL_ESPTOOL(Victim.AGENT, 6000, 10_000),
  /** kill -9 for every process of PostgreSQL; it is started again when its time is over. */
  KILL_POSTGRESQL(Victim.DATABASE, 300, 3000),
  /** SIGSTOP for longer than a lease. */
  FREEZE_ORCHESTRATOR(Victim.ORCHESTRATOR),
  /** SIGSTOP for longer than a lease. */
  FREEZE_AGENT(Victim.AGENT),
  /** No request of a rack's gets through, and no answer. */
  CUT(Victim.NETWORK, 1000, 8000),
  /** Requests of a rack's arrive when its time is over, all at once. */
  STALL(Victim.NETWORK, 1000, 6000),
  /** What a rack delivers arrives twice. */
  REPEAT(Victim.NETWORK, 5000, 12_000),
  /** What a rack delivers is overtaken by what it delivers later. */
  REORDER(Victim.NETWORK, 5000, 12_000),
  /** An agent's disk takes nothing more. */
  FILL_DISK(Victim.AGENT, 2000, 8000),
  /** A board misbehaves. */
  BOARD_FAULT(Victim.BOARD, 0, 0);

  /** Whom it is done to. */
  public enum Victim {
    ORCHESTRATOR,
    AGENT,
    DATABASE,
    NETWORK,
    BOARD
  }

  private final Victim victim;
  private final Duration shortest;
  private final Duration longest;

  /** Lasts so long. */
  StrikeKind(Victim victim, long shortestMillis, long longestMillis) {
    this.victim = victim;
    this.shortest = Duration.ofMillis(shortestMillis);
    this.longest = Duration.ofMillis(longestMillis);
  }

  /** Lasts longer than a lease. */
  StrikeKind(Victim victim) {
    this(victim, 0, 0);
  }

  /** Whom it is done to. */
  public Victim victim() {
    return victim;
  }

  private boolean freezes() {
    return this == FREEZE_ORCHESTRATOR || this == FREEZE_AGENT;
  }

  Duration shortest(Duration lease) {
    return freezes() ? lease.multipliedBy(4).dividedBy(3) : shortest;
  }

  Duration longest(Duration lease) {
    return freezes() ? lease.multipliedBy(5).dividedBy(2) : longest;
  }
}
