package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.RackDrain;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which racks are given nothing more: no job, no control, no recovery, no person. What their boards
 * have goes on to its end.
 */
public final class DrainRows {
  private static final String ALL =
      """
      select r.id, r.drains, r.drain_why, (select count(*) from lease l
        where l.rack = r.id and l.ended is null) at_work
      from rack r where r.drains is not null and (cast(:rack as text) is null or r.id = :rack)
      order by r.id
      """;

  private final Handle handle;

  DrainRows(Handle handle) {
    this.handle = handle;
  }

  /** The rack drains from now on; one that does already goes on as it was. False: no such rack. */
  public boolean drain(RackId rack, String reason) {
    return handle
            .createUpdate(
                "update rack set drains = coalesce(drains, clock_timestamp()),"
                    + " drain_why = coalesce(drain_why, :reason) where id = :rack")
            .bind("rack", rack.value())
            .bind("reason", Text.bounded(reason, 400))
            .execute()
        > 0;
  }

  /** The rack works again; false where it did. */
  public boolean undrain(RackId rack) {
    return handle
            .createUpdate(
                "update rack set drains = null, drain_why = null"
                    + " where id = :rack and drains is not null")
            .bind("rack", rack.value())
            .execute()
        > 0;
  }

  public Optional<RackDrain> of(RackId rack) {
    return drains(rack.value()).stream().findFirst();
  }

  /** All of them. */
  public List<RackDrain> all() {
    return drains(null);
  }

  private List<RackDrain> drains(@Nullable String rack) {
    return handle.createQuery(ALL).bind("rack", rack).map((row, context) -> drain(row)).list();
  }

  private static RackDrain drain(ResultSet row) throws SQLException {
    return new RackDrain(
        new RackId(row.getString("id")),
        row.getObject("drains", OffsetDateTime.class).toInstant(),
        Objects.requireNonNull(row.getString("drain_why")),
        row.getInt("at_work"));
  }
}
