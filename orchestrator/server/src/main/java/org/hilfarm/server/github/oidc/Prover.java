package org.hilfarm.server.github.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether an identity is what it says: RS256 by one of the issuer's own keys (a key, an
 * address or an algorithm that the identity itself brings counts for nothing), meant for this farm
 * alone, and now. Any thread may use it.
 */
final class Prover {
  /** How far two machines' clocks may be apart. */
  static final Duration SKEW = Duration.ofSeconds(60);

  /** GitHub's live for 5 minutes; what lives longer than this is none of them. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private static final int LONGEST = 16 << 10;
  private static final int LONGEST_JTI = 200;

  private final Keys keys;
  private final String issuer;
  private final String audience;
  private final InstantSource clock;

  Prover(Keys keys, String issuer, String audience, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  Proof prove(String token) throws InterruptedException {
    Optional<SignedJWT> signed = parse(token);
    if (signed.isEmpty()) {
      return new Proof.Unproven("it is no token that is signed with RS256");
    }
    String name = signed.get().getHeader().getKeyID();
    if (name == null) {
      return new Proof.Unproven("it does not name the key it is signed with");
    }
    return switch (keys.find(name)) {
      case Keys.Found.Key key -> signedWith(signed.get(), key.key());
      case Keys.Found.Unknown unknown ->
          new Proof.Unproven("it is signed with a key that its issuer does not have");
      case Keys.Found.Away away -> new Proof.Untold(away.why());
    };
  }

  private static Optional<SignedJWT> parse(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      JWT jwt = JWTParser.parse(token);
      return jwt instanceof SignedJWT signed
              && JWSAlgorithm.RS256.equals(signed.getHeader().getAlgorithm())
          ? Optional.of(signed)
          : Optional.empty();
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Proof signedWith(SignedJWT jwt, RSAPublicKey key) {
    try {
      if (!jwt.verify(new RSASSAVerifier(key))) {
        return new Proof.Unproven("its signature is wrong");
      }
      return said(Optional.ofNullable(jwt.getPayload().toJSONObject()).orElse(Map.of()));
    } catch (JOSEException | IllegalStateException e) {
      return new Proof.Unproven("its signature cannot be checked");
    }
  }

  private Proof said(Map<String, Object> claims) {
    try {
      if (!issuer.equals(claims.get("iss"))) {
        return new Proof.Unproven("its issuer is not " + issuer);
      }
      if (!audience.equals(claims.get("aud"))) {
        return new Proof.Unproven(
            "its audience is not the one text \"%s\": ask GitHub for an identity with this audience"
                .formatted(audience));
      }
      Instant expires = time(claims, "exp");
      Optional<String> untimely = untimely(claims, expires);
      return untimely.isPresent()
          ? new Proof.Unproven(untimely.get())
          : new Proof.Proven(Identity.of(jti(claims), expires, claims));
    } catch (IllegalArgumentException e) {
      return new Proof.Unproven(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> untimely(Map<String, Object> claims, Instant expires) {
    Instant now = clock.instant();
    Instant issued = time(claims, "iat");
    if (!now.isBefore(expires.plus(SKEW))) {
      return Optional.of("it was good until %s only: ask GitHub for a new one".formatted(expires));
    }
    Instant from = claims.containsKey("nbf") ? time(claims, "nbf") : issued;
    if (issued.minus(SKEW).isAfter(now) || from.minus(SKEW).isAfter(now)) {
      return Optional.of(
          "it is of the future, by the farm's clock %s: is that right?".formatted(now));
    }
    return expires.isAfter(issued.plus(LONGEST_LIFE))
        ? Optional.of("it is good for longer than an identity of GitHub Actions is")
        : Optional.empty();
  }

  private static Instant time(Map<String, Object> claims, String name) {
    if (claims.get(name) instanceof Long seconds && seconds > 0 && seconds < 1L << 40) {
      return Instant.ofEpochSecond(seconds);
    }
    throw new IllegalArgumentException("its claim %s is missing or no time".formatted(name));
  }

  private static String jti(Map<String, Object> claims) {
    if (claims.get("jti") instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST_JTI) {
      return text;
    }
    throw new IllegalArgumentException("its claim jti is missing or no text");
  }
}
