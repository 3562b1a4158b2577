package org.hilfarm.server.postgres;

import org.jdbi.v3.core.Handle;

/**
 * PostgreSQL writes ahead into files of 16 MB, and fills each with zeros when it makes it: a commit
 * that needs a new one waits for that, 45 to 75 ms. What a checkpoint has no more use for is used
 * again, up to {@code min_wal_size} (80 MB unless said otherwise), but a new farm has nothing to
 * use again: it would wait at every eighth image. So it wears in some files before anybody waits.
 */
final class SpareSegments {
  /** As many as {@code min_wal_size} keeps. */
  private static final int KEPT = 5;

  private SpareSegments() {}

  /** Makes what is missing, in a second or less; nothing where the files are there. */
  static void make(Handle handle) {
    long there = handle.createQuery("select count(*) from pg_ls_waldir()").mapTo(Long.class).one();
    if (there >= KEPT) {
      return;
    }
    for (long i = there; i < KEPT; i++) {
      // A file is left behind only where something stands in it.
      handle.execute("select pg_logical_emit_message(false, 'hil', 'spare')");
      handle.execute("select pg_switch_wal()");
    }
    handle.execute("checkpoint");
  }
}
