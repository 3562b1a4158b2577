package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.verdict.Verdict;
import org.jdbi.v3.core.Handle;

/** Of which branch a build is, where it is of one. */
public final class BranchRows {
  /** Each branch is one step in an index, and its newest run another. */
  static final String STANDING =
      """
      with recursive each as (
        (select branch from run where branch is not null order by branch limit 1)
        union all
        select (select r.branch from run r where r.branch > e.branch order by r.branch limit 1)
        from each e where e.branch is not null)
      select e.branch, n.id, n.name, n.verdict, n.finished
      from each e cross join lateral (
        select r.id, left(r.name, 200) name, r.verdict, r.finished
        from run r join report p on p.run = r.id
        where r.branch = e.branch and r.finished is not null and p.gone is null
          and r.verdict not like '{"is":"cancelled"%'
        order by r.number desc limit 1) n
      order by n.finished desc limit :most
      """;

  private final Handle handle;

  BranchRows(Handle handle) {
    this.handle = handle;
  }

  /** The run tests a build of this branch. */
  public void set(RunId run, Branch branch) {
    handle
        .createUpdate("update run set branch = :branch where id = :run")
        .bind("branch", branch.toString())
        .bind("run", run.value())
        .execute();
  }

  /** Of which it is. */
  public Optional<Branch> of(RunId run) {
    return handle
        .createQuery("select branch from run where id = :run and branch is not null")
        .bind("run", run.value())
        .mapTo(String.class)
        .findOne()
        .flatMap(Branch::parse);
  }

  /** Those of its runs that ended and that a report may still tell of, the newest first. */
  public List<RunId> runs(Branch branch, int limit) {
    return handle
        .createQuery(
            "select r.id from run r join report p on p.run = r.id"
                + " where r.branch = :branch and r.finished is not null and p.gone is null"
                + " and r.verdict not like '{\"is\":\"cancelled\"%'"
                + " order by r.number desc limit :limit")
        .bind("branch", branch.toString())
        .bind("limit", limit)
        .mapTo(String.class)
        .map(RunId::new)
        .list();
  }

  /**
   * How a branch stands.
   *
   * @param run its newest that a report may still tell of
   */
  public record Stands(Branch branch, RunId run, String name, Verdict verdict, Instant finished) {}

  /** The branches that have a standing report, the one of the newest run first. */
  public List<Stands> standing(int most) {
    return handle
        .createQuery(STANDING)
        .bind("most", most)
        .map((row, context) -> stands(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Stands> stands(ResultSet row) throws SQLException {
    RunId run = new RunId(row.getString("id"));
    String name = row.getString("name");
    Verdict verdict = RunRows.json(row.getString("verdict"), Verdict.class);
    Instant finished =
        Objects.requireNonNull(row.getObject("finished", OffsetDateTime.class)).toInstant();
    return Branch.parse(row.getString("branch"))
        .map(branch -> new Stands(branch, run, name, verdict, finished));
  }

  /** A push to this branch is what the gate of a commit judges. */
  public void pushed(GateRow.Commit commit, Branch branch) {
    handle
        .createUpdate(
            "update github_gate set branch = :branch"
                + " where repository_id = :repository and head_sha = :sha and kind = 'push'")
        .bind("branch", branch.toString())
        .bind("repository", commit.repository())
        .bind("sha", commit.sha())
        .execute();
  }

  /** The run is of the branch whose push the gate judges, where it judges one. */
  public void carry(GateRow gate, RunId run) {
    handle
        .createUpdate(
            "update run set branch = g.branch from github_gate g"
                + " where run.id = :run and g.id = :gate and g.branch is not null")
        .bind("run", run.value())
        .bind("gate", gate.id())
        .execute();
  }
}
