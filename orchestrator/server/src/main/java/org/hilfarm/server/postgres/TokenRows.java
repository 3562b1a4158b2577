package org.hilfarm.server.postgres;

import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.build.Sha256;
import org.jdbi.v3.core.Handle;

/** Which secrets the farm knows, by their hashes: the same on every orchestrator. */
public final class TokenRows {
  private final Handle handle;

  TokenRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Lets the bearer of this secret in, in place of the one this keeper had for the role before;
   * whether that is new.
   *
   * @param keeper the data folder that holds it
   */
  public boolean allow(String role, String keeper, Sha256 hash) {
    return handle
            .createUpdate(
                "insert into token (role, keeper, hash) values (:role, :keeper, :hash)"
                    + " on conflict (role, keeper) do update"
                    + " set hash = excluded.hash, made = clock_timestamp()"
                    + " where token.hash <> excluded.hash")
            .bind("role", role)
            .bind("keeper", keeper)
            .bind("hash", hash.value())
            .execute()
        > 0;
  }

  /** What the bearer of this secret may do; nothing where nobody knows it. */
  public Set<String> roles(Sha256 hash) {
    return handle
        .createQuery("select role from token where hash = :hash")
        .bind("hash", hash.value())
        .mapTo(String.class)
        .collect(Collectors.toSet());
  }
}
