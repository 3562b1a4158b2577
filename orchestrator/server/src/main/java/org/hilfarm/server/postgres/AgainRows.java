package org.hilfarm.server.postgres;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** Which run tests again what did not pass in another. */
public final class AgainRows {
  private final Handle handle;

  AgainRows(Handle handle) {
    this.handle = handle;
  }

  /** A run tests again what did not pass in an older one. */
  public void link(RunId run, RunId of) {
    handle
        .createUpdate("update run set again_of = :of where id = :run")
        .bind("run", run.value())
        .bind("of", of.value())
        .execute();
  }

  /** The run of which this one tests a part again. */
  public Optional<RunId> of(RunId run) {
    return handle
        .createQuery("select again_of from run where id = :run and again_of is not null")
        .bind("run", run.value())
        .mapTo(String.class)
        .findOne()
        .map(RunId::new);
  }

  /** The runs that test a part of this one again, the newest first. */
  public List<RunId> after(RunId run, int limit) {
    return handle
        .createQuery("select id from run where again_of = :run order by number desc limit :limit")
        .bind("run", run.value())
        .bind("limit", limit)
        .mapTo(String.class)
        .map(RunId::new)
        .list();
  }

  /** The one of them that is not over. */
  public Optional<RunId> open(RunId run) {
    return handle
        .createQuery("select id from run where again_of = :run and finished is null limit 1")
        .bind("run", run.value())
        .mapTo(String.class)
        .findOne()
        .map(RunId::new);
  }

  /** The only rack whose boards this run may use. */
  public Optional<RackId> onlyRack(RunId run) {
    return handle
        .createQuery("select only_rack from run where id = :run and only_rack is not null")
        .bind("run", run.value())
        .mapTo(String.class)
        .findOne()
        .map(RackId::new);
  }
}
