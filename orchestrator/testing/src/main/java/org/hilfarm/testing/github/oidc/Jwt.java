package org.hilfarm.testing.github.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hilfarm.wire.json.Json;

/** JSON web tokens, right ones and ones that nobody may take. */
public final class Jwt {
  private Jwt() {}

  /** Signed with RS256. */
  public static String rs256(Map<String, ?> header, Map<String, ?> claims, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(start(header, claims).getBytes(UTF_8));
      return start(header, claims) + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with RSA", e);
    }
  }

  /** Signed with HS256, as a forger does who takes a public key for the secret. */
  public static String hs256(Map<String, ?> header, Map<String, ?> claims, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signed = mac.doFinal(start(header, claims).getBytes(UTF_8));
      return start(header, claims) + "." + encoded(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Not signed at all. */
  public static String unsigned(Map<String, ?> header, Map<String, ?> claims) {
    return start(header, claims) + ".";
  }

  private static String start(Map<String, ?> header, Map<String, ?> claims) {
    return encoded(Json.write(header).getBytes(UTF_8))
        + "."
        + encoded(Json.write(claims).getBytes(UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
