package org.hilfarm.server.postgres;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.jdbi.v3.core.Handle;

/**
 * One transaction, and the tables it may touch. It belongs to the thread that runs it and must not
 * leave it.
 */
public final class Tx {
  private final Handle handle;
  private final Rings rings;
  private final Latest<RunId, RunPlan> plans;
  private final List<Happening> happenings = new ArrayList<>();

  Tx(Handle handle, Rings rings, Latest<RunId, RunPlan> plans) {
    this.handle = handle;
    this.rings = rings;
    this.plans = plans;
  }

  List<Happening> happenings() {
    return List.copyOf(happenings);
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

  public DrainRows drains() {
    return new DrainRows(handle);
  }

  public RunRows runs() {
    return new RunRows(handle, plans);
  }

  public PullRequestRows pullRequests() {
    return new PullRequestRows(handle);
  }

  public BranchRows branches() {
    return new BranchRows(handle);
  }

  public OutlookRows outlooks() {
    return new OutlookRows(handle);
  }

  public JobRows jobs() {
    return new JobRows(handle);
  }

  public OutcomeRows outcomes() {
    return new OutcomeRows(handle);
  }

  public HistoryRows history() {
    return new HistoryRows(handle);
  }

  public FrontRows front() {
    return new FrontRows(handle);
  }

  public PastRows past() {
    return new PastRows(handle);
  }

  public RerunRows reruns() {
    return new RerunRows(handle);
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

  public BoardRows boards() {
    return new BoardRows(handle);
  }

  public WearRows wear() {
    return new WearRows(handle);
  }

  public HealthRows health() {
    return new HealthRows(handle);
  }

  public TokenRows tokens() {
    return new TokenRows(handle);
  }

  public ApiTokenRows apiTokens() {
    return new ApiTokenRows(handle);
  }

  public AgainRows agains() {
    return new AgainRows(handle);
  }

  public SignInRows signIns() {
    return new SignInRows(handle);
  }

  public TicketRows tickets() {
    return new TicketRows(handle);
  }

  public SubmissionRows submissions() {
    return new SubmissionRows(handle);
  }

  public ReportRows reports() {
    return new ReportRows(handle);
  }

  public CheckRows checks() {
    return new CheckRows(handle);
  }

  public CheckOutboxRows checkOutbox() {
    return new CheckOutboxRows(handle);
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

  public AuditRows audit() {
    return new AuditRows(handle);
  }

  public RepositoryRows repositories() {
    return new RepositoryRows(handle);
  }

  public QuotaRows quotas() {
    return new QuotaRows(handle);
  }

  public OldGitHubRows oldGitHub() {
    return new OldGitHubRows(handle);
  }

  public DeliveryRows deliveries() {
    return new DeliveryRows(handle, this);
  }

  public PullRows pulls() {
    return new PullRows(handle);
  }

  public GateRows gates() {
    return new GateRows(handle, this);
  }

  public BuildRows builds() {
    return new BuildRows(handle);
  }

  public ApprovalRows approvals() {
    return new ApprovalRows(handle);
  }

  public CensusRows census() {
    return new CensusRows(handle);
  }

  public ReservationRows reservations() {
    return new ReservationRows(handle);
  }

  public HolderRows holders() {
    return new HolderRows(handle);
  }

  public WishRows wishes() {
    return new WishRows(handle);
  }

  public ConsoleRows consoles() {
    return new ConsoleRows(handle);
  }

  /** Told to who counts, once this transaction is committed. */
  public void happened(Happening happening) {
    happenings.add(happening);
  }

  /** Wakes whoever waits for this, on every orchestrator, once this transaction is committed. */
  public void ring(Channel channel, String what) {
    rings.add(channel, what);
  }
}
