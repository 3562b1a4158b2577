package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.Baseline;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;

/** Which image is held to be good on each type of board. */
public final class BaselineRows {
  private final Handle handle;

  BaselineRows(Handle handle) {
    this.handle = handle;
  }

  /** Holds an image to be good, unless a newer run has said so of another. */
  public void set(Baseline baseline) {
    Image image = baseline.image();
    handle
        .createUpdate(
            "insert into baseline (board_type, run, number, image, digest)"
                + " select :type, r.id, r.number, :image, :digest from run r where r.id = :run"
                + " on conflict (board_type) do update set run = excluded.run,"
                + " number = excluded.number, image = excluded.image, digest = excluded.digest,"
                + " since = excluded.since where baseline.number < excluded.number")
        .bind("type", image.boardType().value())
        .bind("run", baseline.run().value())
        .bind("image", Text.whole(Json.write(image)))
        .bind("digest", image.digest().value())
        .execute();
  }

  /** The baseline of a type of board, where one is set. */
  public Optional<Baseline> of(BoardTypeId type) {
    return handle
        .createQuery("select * from baseline where board_type = :type")
        .bind("type", type.value())
        .map((row, context) -> baseline(row))
        .findOne();
  }

  /** All of them, by type of board. */
  public List<Baseline> all() {
    return handle
        .createQuery("select * from baseline order by board_type")
        .map((row, context) -> baseline(row))
        .list();
  }

  private static Baseline baseline(ResultSet row) throws SQLException {
    return new Baseline(
        new RunId(row.getString("run")), RunRows.json(row.getString("image"), Image.class));
  }
}
