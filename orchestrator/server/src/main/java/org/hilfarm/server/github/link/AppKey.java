package org.hilfarm.server.github.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hilfarm.wire.json.Json;

/**
 * The App's private key. It signs the tokens by which the App itself speaks (RS256). Any thread may
 * use it.
 */
public final class AppKey {
  /** GitHub's clock may be behind ours. */
  private static final Duration BACKDATED = Duration.ofSeconds(60);

  /** GitHub takes ten minutes at most, from its own clock's now. */
  private static final Duration LIFE = Duration.ofMinutes(9);

  private static final int LONGEST_FILE = 64 << 10;
  private static final int FEWEST_BITS = 2048;

  /** What PKCS#8 says before an RSA key: version 0, rsaEncryption. */
  private static final byte[] RSA = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private final String app;
  private final PrivateKey key;

  private AppKey(String app, PrivateKey key) {
    this.app = app;
    this.key = key;
  }

  /** Reads the file that GitHub handed out (PEM); the app is named by its id or its client id. */
  public static AppKey read(String app, Path file) throws IOException {
    String text;
    try (var in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LONGEST_FILE), US_ASCII);
    } catch (IOException e) {
      throw new IOException(
          "%s: the GitHub App's private key cannot be read on this host".formatted(file), e);
    }
    try {
      return new AppKey(app, key(text));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: its message may hold a part of the key.
      throw new IOException(
          "%s: this is no RSA private key in PEM of at least %d bits; take the file that the GitHub"
                  .formatted(file, FEWEST_BITS)
              + " App's settings hand out under \"Private keys\"");
    }
  }

  private static PrivateKey key(String text) throws GeneralSecurityException {
    boolean bare = text.contains("-----BEGIN RSA PRIVATE KEY-----");
    if (!bare && !text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new IllegalArgumentException();
    }
    String inside = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    byte[] decoded = Base64.getDecoder().decode(inside);
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(bare ? wrapped(decoded) : decoded));
    if (!(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() < FEWEST_BITS) {
      throw new IllegalArgumentException();
    }
    return key;
  }

  /** GitHub hands out PKCS#1; the JDK reads PKCS#8, which is the same with a frame around it. */
  private static byte[] wrapped(byte[] bare) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA);
    inner.writeBytes(element(4, bare));
    return element(0x30, inner.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** A token that is good for some minutes from now. */
  String token(Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", now.minus(BACKDATED).getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    claims.put("iss", app);
    String start = encoded(Map.of("alg", "RS256", "typ", "JWT")) + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(start.getBytes(US_ASCII));
      return start + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with an RSA key that it has read", e);
    }
  }

  private static String encoded(Map<String, ?> part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(part).getBytes(UTF_8));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "the key of GitHub App " + app;
  }
}
