package org.hilfarm.server.postgres;

import org.jdbi.v3.core.Handle;

/**
 * One transaction, and the tables it may touch. It belongs to the thread that runs it and must not
 * leave it.
 */
public final class Tx {
  private final Handle handle;
  private final Rings rings;

  Tx(Handle handle, Rings rings) {
    this.handle = handle;
    this.rings = rings;
  }

  public ArtifactRows artifacts() {
    return new ArtifactRows(handle);
  }

  public AgentRows agents() {
    return new AgentRows(handle);
  }

  public RackRows racks() {
    return new RackRows(handle);
  }

  public RunRows runs() {
    return new RunRows(handle);
  }

  public JobRows jobs() {
    return new JobRows(handle);
  }

  public BaselineRows baselines() {
    return new BaselineRows(handle);
  }

  public LeaseRows leases() {
    return new LeaseRows(handle);
  }

  public StandingRows standings() {
    return new StandingRows(handle);
  }

  public RecoveryRows recoveries() {
    return new RecoveryRows(handle);
  }

  public BoardEventRows boardEvents() {
    return new BoardEventRows(handle);
  }

  public WearRows wear() {
    return new WearRows(handle);
  }

  public TokenRows tokens() {
    return new TokenRows(handle);
  }

  public ReportRows reports() {
    return new ReportRows(handle);
  }

  public RetentionRows retention() {
    return new RetentionRows(handle);
  }

  public AttemptRows attempts() {
    return new AttemptRows(handle);
  }

  public ScheduleRows schedules() {
    return new ScheduleRows(handle);
  }

  /** Wakes whoever waits for this, on every orchestrator, once this transaction is committed. */
  public void ring(Channel channel, String what) {
    rings.add(channel, what);
  }
}
