package org.hilfarm.server.postgres;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.BoardWear;
import org.jdbi.v3.core.Handle;

/** How much boards have been through. */
public final class WearRows {
  private final Handle handle;

  WearRows(Handle handle) {
    this.handle = handle;
  }

  /** Adds to what a board has been through. */
  public void add(StandingRows.Board board, int flashes, int rackFaults) {
    if (flashes == 0 && rackFaults == 0) {
      return;
    }
    handle
        .createUpdate(
            "insert into board_wear (rack, serial, flashes, rack_faults)"
                + " values (:rack, :serial, :flashes, :faults)"
                + " on conflict (rack, serial) do update set"
                + " flashes = board_wear.flashes + excluded.flashes,"
                + " rack_faults = board_wear.rack_faults + excluded.rack_faults")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("flashes", flashes)
        .bind("faults", rackFaults)
        .execute();
  }

  public List<BoardWear> all() {
    return handle
        .createQuery("select * from board_wear order by rack, serial")
        .map(
            (row, context) ->
                new BoardWear(
                    new RackId(row.getString("rack")),
                    new BoardSerial(row.getString("serial")),
                    row.getLong("flashes"),
                    row.getLong("rack_faults")))
        .list();
  }
}
