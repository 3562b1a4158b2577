package org.hilfarm.wire.runapi;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.hilfarm.model.build.Sha256;

/**
 * A secret of somebody who uses the farm from outside: a prefix that says what it is, 43 letters
 * and digits of chance (256 bits), and 6 of a checksum of both, so that a secret scanner can tell
 * it from other text and a typing error is told from a wrong token. It never appears in a log: its
 * text is stars.
 *
 * @param kind what it is
 * @param value the secret itself
 */
public record ApiToken(Kind kind, String value) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM = 43;
  private static final int CHECKSUM = 6;

  /** What a token is. */
  public enum Kind {
    /** An operator made it, with scopes and an end. */
    API("hil_"),
    /** A workflow's identity was exchanged for it; good for one run. */
    TICKET("hilr_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  public ApiToken {
    if (!value.matches(kind.prefix + "[0-9A-Za-z]{%d}".formatted(RANDOM + CHECKSUM))) {
      throw new IllegalArgumentException(
          "a token is %s and %d letters and digits; this has %d characters"
              .formatted(kind.prefix, RANDOM + CHECKSUM, value.length()));
    }
    String secret = value.substring(0, value.length() - CHECKSUM);
    if (!value.endsWith(checksum(secret))) {
      throw new IllegalArgumentException(
          "the token has a typing error, or was cut and glued: its checksum does not fit");
    }
  }

  /** A new one. */
  public static ApiToken fresh(Kind kind) {
    SecureRandom random = new SecureRandom();
    StringBuilder secret = new StringBuilder(kind.prefix);
    for (int i = 0; i < RANDOM; i++) {
      secret.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new ApiToken(kind, secret + checksum(secret.toString()));
  }

  /** The kind of token that this text wants to be, by its prefix; it need not be whole. */
  public static Optional<Kind> kindOf(String text) {
    return Arrays.stream(Kind.values()).filter(kind -> text.startsWith(kind.prefix)).findFirst();
  }

  private static String checksum(String secret) {
    CRC32 crc = new CRC32();
    crc.update(secret.getBytes(StandardCharsets.US_ASCII));
    long left = crc.getValue();
    char[] digits = new char[CHECKSUM];
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (left % DIGITS.length()));
      left /= DIGITS.length();
    }
    return new String(digits);
  }

  /** What is stored of it; nobody can get back from there to the secret. */
  public Sha256 digest() {
    return Sha256.of(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return kind.prefix + "***";
  }
}
