package org.hilfarm.agent.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hilfarm.model.build.Sha256;

/** Digests of files that are never in memory as a whole: a rack's host has little. */
final class Digested {
  private Digested() {}

  /** The digest of what a file holds. */
  static Sha256 of(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return ended(sha256);
  }

  /** Fills a file anew; the digest of what was written. */
  static <E extends Exception> Sha256 write(Path file, Content<E> content)
      throws IOException, E, InterruptedException {
    MessageDigest sha256 = sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
      content.writeTo(out);
    }
    return ended(sha256);
  }

  /** Something that comes piece by piece. */
  interface Content<E extends Exception> {
    void writeTo(OutputStream out) throws IOException, E, InterruptedException;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Sha256 ended(MessageDigest sha256) {
    return new Sha256(HexFormat.of().formatHex(sha256.digest()));
  }
}
