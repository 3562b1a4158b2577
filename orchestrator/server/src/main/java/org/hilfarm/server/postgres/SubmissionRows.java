package org.hilfarm.server.postgres;

import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** Which submission made which run, so that the same said again makes no second one. */
public final class SubmissionRows {
  /** Nobody repeats a submission after so long. */
  private static final int KEPT_DAYS = 7;

  private final Handle handle;

  SubmissionRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Begins a submission under this key; false where one has made a run. It waits for another that
   * is being stored under the same key until that is done.
   */
  public boolean begin(Sha256 key) {
    handle
        .createUpdate(
            "delete from submission where made < clock_timestamp() - :days * interval '1 day'")
        .bind("days", KEPT_DAYS)
        .execute();
    return handle
            .createUpdate(
                "insert into submission (key) values (:key) on conflict (key) do update"
                    + " set made = clock_timestamp() where submission.run is null")
            .bind("key", key.value())
            .execute()
        > 0;
  }

  /** It made this run. */
  public void made(Sha256 key, RunId run) {
    handle
        .createUpdate("update submission set run = :run where key = :key")
        .bind("run", run.value())
        .bind("key", key.value())
        .execute();
  }

  /** The run that was made under this key. */
  public Optional<RunId> run(Sha256 key) {
    return handle
        .createQuery("select run from submission where key = :key and run is not null")
        .bind("key", key.value())
        .mapTo(String.class)
        .findOne()
        .map(RunId::new);
  }
}
