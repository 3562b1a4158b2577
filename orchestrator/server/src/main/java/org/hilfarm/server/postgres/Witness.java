package org.hilfarm.server.postgres;

import org.jdbi.v3.core.Jdbi;

/**
 * Keeps, beside a farm's own tables, what they forget: each end of each run, when PostgreSQL
 * started, when a rack's agent was killed. {@link Question}s are asked of both. For a farm that is
 * put to the test; it changes none of the farm's rows. Any thread may use it.
 */
public final class Witness {
  private static final String TABLES =
      """
      create schema witness;
      create table witness.run_end (run text not null, at timestamptz not null, verdict text);
      create table witness.start (at timestamptz primary key);
      create table witness.death (rack text not null, at timestamptz not null);
      create function witness.ends() returns trigger language plpgsql as '
        begin
          insert into witness.run_end values (new.id, clock_timestamp(), new.verdict);
          return null;
        end';
      create trigger ends after update on run for each row
        when (new.verdict is distinct from old.verdict or new.finished is distinct from old.finished)
        execute function witness.ends();
      """;

  private final Jdbi jdbi;

  private Witness(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Begins to watch a farm's database, whose tables are there. */
  public static Witness watch(String jdbcUrl) {
    Jdbi jdbi = Jdbi.create(jdbcUrl);
    jdbi.useTransaction(handle -> handle.execute(TABLES));
    return new Witness(jdbi);
  }

  /** PostgreSQL has started again. */
  public void started() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into witness.start select pg_postmaster_start_time()"
                    + " on conflict do nothing"));
  }

  /** A rack's agent was killed this moment. */
  public void died(String rack) {
    jdbi.useHandle(
        handle -> handle.execute("insert into witness.death values (?, clock_timestamp())", rack));
  }
}
