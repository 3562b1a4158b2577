package org.hilfarm.server.postgres;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** Of which branch a build is, where it is of one. */
public final class BranchRows {
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
