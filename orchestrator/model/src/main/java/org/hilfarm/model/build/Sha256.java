package org.hilfarm.model.build;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest of some bytes, in lower-case hex: the name under which the farm stores them.
 */
public record Sha256(String value) implements Comparable<Sha256> {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid SHA-256 digest: \"" + value + "\" (must match [0-9a-f]{64})");
    }
  }

  /** The digest of these bytes. */
  public static Sha256 of(byte[] bytes) {
    try {
      return new Sha256(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first twelve digits, for people. */
  public String brief() {
    return value.substring(0, 12);
  }

  @Override
  public int compareTo(Sha256 other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
