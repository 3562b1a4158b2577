package org.hilfarm.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.time.Deadline;

/**
 * The password of the farm's own PostgreSQL. A fresh one trusts every user of the machine, and who
 * is its superuser can run programs: so it is told to ask for a password before it is used.
 *
 * @param value hexadecimal digits
 */
record Secret(String value) {
  private static final int BYTES = 24;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Duration RELOAD = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = 5_000_000;

  /** Every way in asks for the password (PostgreSQL, client authentication, pg_hba.conf). */
  private static final String RULES =
      """
      # written by the farm: nobody gets in without its password
      local all all scram-sha-256
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  /** Reads it, or makes it on the first start; only its owner may read the file. */
  static Secret in(Path folder) throws IOException {
    Path file = folder.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      // Created readable for its owner only, and moved once it is whole.
      Path made = Files.createTempFile(folder, "password", ".new", OWNER_ONLY);
      Files.writeString(made, HexFormat.of().formatHex(random));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Secret(Files.readString(file).strip());
  }

  /** Makes the server ask for it from now on; it may be killed in between, and asks next time. */
  void require(Path rules, String url) throws IOException {
    if (Files.readString(rules).equals(RULES)) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + value + "'");
      Path aside = rules.resolveSibling("pg_hba.conf.new");
      Files.writeString(aside, RULES);
      Files.move(aside, rules, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      statement.execute("select pg_reload_conf()");
      awaitAsked(url.replace("&password=" + value, ""), Deadline.after(RELOAD));
    } catch (SQLException e) {
      throw new IOException("PostgreSQL does not take a password: " + e.getMessage(), e);
    }
  }

  /** The server reads its rules when it gets to it, and says nothing: so it is tried. */
  private static void awaitAsked(String without, Deadline deadline) throws IOException {
    while (getsIn(without)) {
      if (deadline.passed()) {
        throw new IOException(
            "PostgreSQL still lets everybody in %d s after it was told to ask for a password"
                .formatted(deadline.budget().toSeconds()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean getsIn(String url) {
    try (Connection connection = DriverManager.getConnection(url)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
