package org.hilfarm.server.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.jdbi.v3.core.Handle;

/**
 * What boards say at the moment, and who looks. A little of each board's is kept, in tables that a
 * crash of PostgreSQL empties.
 */
public final class ConsoleRows {
  /** So much is kept of each board: 64 KiB. */
  public static final int KEPT = 64 << 10;

  private static final int AT_ONCE = 32;

  /** Where a stream begins anew it begins with the time, in microseconds: it never goes back. */
  private static final String APPEND =
      """
      with stream as (
        insert into console_stream as s (rack, serial, at)
        select b.rack, b.serial,
          cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) + :size
        from board b where b.rack = :rack and b.serial = :serial
        on conflict (rack, serial) do update
          set at = s.at + :dropped + :size, said = clock_timestamp()
        returning at)
      insert into console_chunk (rack, serial, at, bytes)
      select :rack, :serial, at, :bytes from stream
      returning at
      """;

  private final Handle handle;

  ConsoleRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Some bytes.
   *
   * @param at where they end
   */
  @SuppressWarnings("ArrayRecordComponent") // goes straight to a socket, never compared
  public record Chunk(long at, byte[] bytes) {
    /** Where they begin. */
    public long from() {
      return at - bytes.length;
    }
  }

  /**
   * A board said something; before it so many bytes were lost. False where its rack has no such
   * board.
   */
  public boolean append(StandingRows.Board board, long dropped, byte[] bytes) {
    Optional<Long> at =
        handle
            .createQuery(APPEND)
            .bind("rack", board.rack().value())
            .bind("serial", board.serial().value())
            .bind("dropped", dropped)
            .bind("size", bytes.length)
            .bind("bytes", bytes)
            .mapTo(Long.class)
            .findOne();
    at.ifPresent(end -> forget(board, end - KEPT));
    return at.isPresent();
  }

  private void forget(StandingRows.Board board, long upTo) {
    handle
        .createUpdate(
            "delete from console_chunk where rack = :rack and serial = :serial and at <= :at")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("at", upTo)
        .execute();
  }

  /** What was said after this, as far as it is kept, in order. */
  public List<Chunk> after(StandingRows.Board board, long at) {
    return handle
        .createQuery(
            "select at, bytes from console_chunk where rack = :rack and serial = :serial"
                + " and at > :at order by at limit :limit")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("at", at)
        .bind("limit", AT_ONCE)
        .map((row, context) -> new Chunk(row.getLong("at"), row.getBytes("bytes")))
        .list();
  }

  /** Somebody looks, for at least so long. */
  public void watch(StandingRows.Board board, Duration time) {
    handle
        .createUpdate(
            "insert into console_watch as w (rack, serial, until)"
                + " values (:rack, :serial, clock_timestamp() + :time * interval '1 ms')"
                + " on conflict (rack, serial) do update"
                + " set until = greatest(w.until, excluded.until)")
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value())
        .bind("time", time.toMillis())
        .execute();
  }

  /** The boards of a rack that somebody looks at, or has reserved. */
  public List<BoardSerial> watched(RackId rack) {
    return handle
        .createQuery(
            "select serial from console_watch where rack = :rack and until > clock_timestamp()"
                + " union select serial from lease"
                + " where rack = :rack and person is not null and ended is null order by serial")
        .bind("rack", rack.value())
        .mapTo(String.class)
        .map(BoardSerial::new)
        .list();
  }

  /** Forgets what nobody has looked at for so long. */
  public void sweep(Duration idle) {
    handle.execute("delete from console_watch where until < clock_timestamp()");
    handle
        .createUpdate(
            "with old as (delete from console_stream where said < clock_timestamp() - :idle *"
                + " interval '1 ms' returning rack, serial) delete from console_chunk c using old o"
                + " where c.rack = o.rack and c.serial = o.serial")
        .bind("idle", idle.toMillis())
        .execute();
  }
}
