package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.wire.runapi.BoardWear;
import org.jdbi.v3.core.Handle;

/** How much boards have been through. */
public final class WearRows {
  private final Handle handle;

  WearRows(Handle handle) {
    this.handle = handle;
  }

  /** Adds to what a board has been through; faults of the rack's fade, half of them in a day. */
  public void add(StandingRows.Board board, int flashes, int rackFaults) {
    if (flashes == 0 && rackFaults == 0) {
      return;
    }
    handle
        .createUpdate(
            "insert into board_wear (rack, serial, flashes, rack_faults, recent) values (:rack,"
                + " :serial, :flashes, :faults, :faults) on conflict (rack, serial) do update set"
                + " flashes = board_wear.flashes + excluded.flashes, rack_faults ="
                + " board_wear.rack_faults + excluded.rack_faults, recent = excluded.recent +"
                + " board_wear.recent * power(cast(0.5 as float8), cast(extract(epoch from"
                + " clock_timestamp() - board_wear.recent_at) as float8) / 86400), recent_at ="
                + " clock_timestamp()")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("flashes", flashes)
        .bind("faults", rackFaults)
        .execute();
  }

  /** What an attempt was for its board. */
  public record Told(boolean flashed, boolean rackFault, Optional<FaultKind> fault) {}

  /** Keeps what an attempt was, beside its lease. */
  public void told(LeaseToken token, Told told) {
    handle
        .createUpdate(
            "update lease set flashed = :flashed, rack_fault = :rackFault, fault = :fault"
                + " where token = :token")
        .bind("flashed", told.flashed())
        .bind("rackFault", told.rackFault())
        .bind("fault", told.fault().map(Enum::name).orElse(null))
        .bind("token", token.value())
        .execute();
  }

  public List<BoardWear> all() {
    return handle
        .createQuery("select * from board_wear order by rack, serial")
        .map((row, context) -> wear(row))
        .list();
  }

  /** What this board has been through; empty where that is nothing. */
  public Optional<BoardWear> of(StandingRows.Board board) {
    return handle
        .createQuery("select * from board_wear where rack = :rack and serial = :serial")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .map((row, context) -> wear(row))
        .findOne();
  }

  private static BoardWear wear(ResultSet row) throws SQLException {
    return new BoardWear(
        new RackId(row.getString("rack")),
        new BoardSerial(row.getString("serial")),
        row.getLong("flashes"),
        row.getLong("rack_faults"));
  }
}
