package org.hilfarm.wire.rackapi;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;

/**
 * A secret that proves who asks: 256 random bits behind a prefix that says what it is for, so that
 * a person and a secret scanner can tell. It never appears in a log: its text is stars.
 *
 * @param kind what it is for
 * @param value the secret itself
 */
public record Credential(Kind kind, String value) {
  private static final int BYTES = 32;
  private static final String DIGITS = "[0-9a-f]{" + 2 * BYTES + "}";

  /** What a secret is for. */
  public enum Kind {
    /** Good once, for one rack, for a short time: the host makes a key of its own with it. */
    INVITATION("hili_"),
    /** One host's, made there; the farm knows its digest only. */
    HOST_KEY("hilk_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  public Credential {
    if (!value.matches(kind.prefix + DIGITS)) {
      throw new IllegalArgumentException(
          "%s followed by %d hexadecimal digits is wanted".formatted(kind.prefix, 2 * BYTES));
    }
  }

  /** A new one. */
  public static Credential fresh(Kind kind) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new Credential(kind, kind.prefix + HexFormat.of().formatHex(random));
  }

  /** The credential this text is; empty where it is none. */
  public static Optional<Credential> of(String text) {
    return Arrays.stream(Kind.values())
        .filter(kind -> text.matches(kind.prefix + DIGITS))
        .map(kind -> new Credential(kind, text))
        .findFirst();
  }

  /** What is stored of it; nobody can get back from there to the secret. */
  public Sha256 digest() {
    return Sha256.of(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return kind + " ***";
  }
}
