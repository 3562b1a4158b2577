package org.hilfarm.server.signin;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.model.build.Sha256;

/**
 * What a browser that is signed in keeps in its cookie: 256 bits of chance. It never appears in a
 * log: its text is stars.
 */
public record SignInSecret(String value) {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  public SignInSecret {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("no secret of a sign-in");
    }
  }

  /** A new one. */
  public static SignInSecret fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new SignInSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** What a cookie says, where it can be one. */
  public static Optional<SignInSecret> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SignInSecret(text)) : Optional.empty();
  }

  /** What is stored of it. */
  public Sha256 digest() {
    return hash(value);
  }

  /** What the forms of its pages say: whoever knows this learns nothing of the secret. */
  public String csrf() {
    return hash("csrf of " + value).value();
  }

  private static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "***";
  }
}
