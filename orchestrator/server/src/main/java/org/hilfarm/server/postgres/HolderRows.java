package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** Who has a board now, whatever for. */
public final class HolderRows {
  private static final String HOLDER =
      """
      select l.granted, l.person, v.until, j.run, j.progress
      from lease l left join reservation v on v.token = l.token left join job j on j.id = l.job
      where l.rack = :rack and l.serial = :serial and l.ended is null
      """;

  private final Handle handle;

  HolderRows(Handle handle) {
    this.handle = handle;
  }

  /** Who has a board. */
  public sealed interface Holder {
    /** Since when. */
    Instant since();

    /**
     * A job.
     *
     * @param doing what it does at the moment, such as a script; empty where nothing was told yet
     */
    record Job(RunId run, String doing, Instant since) implements Holder {}

    /** A person, until the end in any case. */
    record Person(String name, Instant since, Instant until) implements Holder {}

    /** Its rack, which brings it back. */
    record Recovery(Instant since) implements Holder {}
  }

  /** Who has this board; empty where nobody does. */
  public Optional<Holder> of(StandingRows.Board board) {
    return handle
        .createQuery(HOLDER)
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .map((row, context) -> holder(row))
        .findOne();
  }

  private static Holder holder(ResultSet row) throws SQLException {
    Instant since = at(row, "granted");
    Optional<String> person = Optional.ofNullable(row.getString("person"));
    if (person.isPresent()) {
      return new Holder.Person(person.get(), since, at(row, "until"));
    }
    Optional<String> run = Optional.ofNullable(row.getString("run"));
    if (run.isEmpty()) {
      return new Holder.Recovery(since);
    }
    String doing =
        Optional.ofNullable(row.getString("progress"))
            .map(p -> RunRows.json(p, Progress.class).doing())
            .orElse("");
    return new Holder.Job(new RunId(run.get()), doing, since);
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
