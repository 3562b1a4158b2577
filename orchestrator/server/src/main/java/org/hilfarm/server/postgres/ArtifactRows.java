package org.hilfarm.server.postgres;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.build.Sha256;
import org.jdbi.v3.core.Handle;

/** Bytes under their digest. */
public final class ArtifactRows {
  private final Handle handle;

  ArtifactRows(Handle handle) {
    this.handle = handle;
  }

  /** Keeps them; the same bytes twice are kept once, and count as fresh again. */
  public void put(Sha256 digest, byte[] bytes) {
    handle
        .createUpdate(
            "insert into artifact (digest, bytes) values (:digest, :bytes)"
                + " on conflict (digest) do update set stored = clock_timestamp()")
        .bind("digest", digest.value())
        .bind("bytes", bytes)
        .execute();
  }

  public Optional<byte[]> get(Sha256 digest) {
    return handle
        .createQuery("select bytes from artifact where digest = :digest")
        .bind("digest", digest.value())
        .mapTo(byte[].class)
        .findOne();
  }

  /** How many bytes; empty where they are not here. */
  public Optional<Long> size(Sha256 digest) {
    return handle
        .createQuery("select octet_length(bytes) from artifact where digest = :digest")
        .bind("digest", digest.value())
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * A part of them, of which no more is read; shorter where they end before, empty where they are
   * not here.
   *
   * @param from counts from 0
   */
  public Optional<byte[]> part(Sha256 digest, long from, int length) {
    return handle
        .createQuery(
            "select substring(bytes from cast(:from as int) for :length) from artifact"
                + " where digest = :digest")
        .bind("digest", digest.value())
        .bind("from", from + 1)
        .bind("length", length)
        .mapTo(byte[].class)
        .findOne();
  }

  /** Those of the digests that are not here; the others stay until this transaction ends. */
  public Set<Sha256> missing(Collection<Sha256> digests) {
    Set<Sha256> missing = new TreeSet<>(digests);
    String[] wanted = missing.stream().map(Sha256::value).toArray(String[]::new);
    handle
        .createQuery("select digest from artifact where digest = any(:wanted) for key share")
        .bind("wanted", wanted)
        .mapTo(String.class)
        .forEach(found -> missing.remove(new Sha256(found)));
    return missing;
  }
}
