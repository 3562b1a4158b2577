package org.hilfarm.testing.github.oidc;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** RSA keys of 2048 bits. Making one takes a moment, so that a process has one of each kind. */
public final class Keys {
  private static final KeyPair APP = generate();
  private static final KeyPair ISSUER = generate();

  /** What PKCS#8 says around an RSA key of this length. */
  private static final int AROUND = 26;

  private Keys() {}

  /** The app's. */
  public static KeyPair app() {
    return APP;
  }

  /** The issuer's. */
  public static KeyPair issuer() {
    return ISSUER;
  }

  /** A new one. */
  public static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes RSA keys", e);
    }
  }

  /** A private key as GitHub hands it out: PKCS#1 in PEM. */
  public static String pem(KeyPair pair) {
    byte[] wrapped = pair.getPrivate().getEncoded();
    byte[] bare = Arrays.copyOfRange(wrapped, AROUND, wrapped.length);
    return "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bare));
  }
}
