package org.hilfarm.server.postgres;

import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;

/**
 * The tables, and for which farm they were made. A newer farm brings them up to date, under
 * Flyway's lock; from then on an older one must not touch them: it does not start, and one that
 * runs stops.
 */
final class Schema {
  /** Below this there is no farm: what its SQL uses is not there. */
  private static final int OLDEST_SERVER = 15;

  private static final int SERVER_VERSION_UNIT = 10_000;

  private final Flyway flyway;
  private final Optional<MigrationVersion> newest;

  /** Looks at what this farm brings along. */
  Schema(String jdbcUrl) {
    this(jdbcUrl, "classpath:org/hilfarm/server/postgres/migrations");
  }

  Schema(String jdbcUrl, String... locations) {
    // On connections of its own: a long change must not be cut by the time limits of the others.
    this.flyway = Flyway.configure().dataSource(jdbcUrl, null, null).locations(locations).load();
    this.newest =
        Arrays.stream(flyway.info().all())
            .filter(m -> m.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .max(MigrationVersion::compareTo);
  }

  /** Throws where the server is too old to work with. */
  static void requireServer(int versionNumber) {
    if (versionNumber < OLDEST_SERVER * SERVER_VERSION_UNIT) {
      throw new IllegalStateException(
          "PostgreSQL %d is too old: the farm needs %d or newer; give it another with --db"
              .formatted(versionNumber / SERVER_VERSION_UNIT, OLDEST_SERVER));
    }
  }

  /** Brings the tables up to date; throws where they were made for a newer farm. */
  void migrate() {
    MigrationInfo current = flyway.info().current();
    if (current != null && current.getVersion() != null) {
      require(current.getVersion());
    }
    flyway.migrate();
  }

  /** Throws where a newer farm has changed the tables since. */
  void requireUnchanged(Jdbi jdbi) {
    String version =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        "select coalesce((select version from flyway_schema_history where success"
                            + " and version is not null"
                            + " order by string_to_array(version, '.')::int[] desc limit 1), '0')")
                    .mapTo(String.class)
                    .one());
    require(MigrationVersion.fromVersion(version));
  }

  private void require(MigrationVersion found) {
    if (newest.isPresent() && found.compareTo(newest.get()) > 0) {
      throw new OutdatedException(
          ("the database was made for a newer farm (its tables are at version %s, this farm knows"
                  + " %s): update this farm to that release and start it again; nothing that was"
                  + " accepted is lost")
              .formatted(found, newest.get()));
    }
  }
}
