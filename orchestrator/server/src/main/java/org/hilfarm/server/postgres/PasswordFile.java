package org.hilfarm.server.postgres;

import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where PostgreSQL's clients look for passwords: {@code ~/.pgpass}, or the file that {@code
 * PGPASSFILE} names. The driver looks there by itself, but not for who hands it a password, be it
 * an empty one. Any thread may use it.
 */
public final class PasswordFile {
  private static final String PASSWORD = "password";

  private PasswordFile() {}

  /** The password for this address, from itself or from the file; empty where neither has one. */
  public static Optional<String> passwordFor(String jdbcUrl) {
    @Nullable Properties known = Driver.parseURL(jdbcUrl, new Properties());
    return known == null ? Optional.empty() : Optional.ofNullable(known.getProperty(PASSWORD));
  }
}
