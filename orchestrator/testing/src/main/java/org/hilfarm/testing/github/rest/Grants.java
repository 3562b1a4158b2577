package org.hilfarm.testing.github.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the app, by a token that its key has signed, or its installation, by a token that the
 * app was given. Any thread may use it.
 */
public final class Grants {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private final App app;
  private final PublicKey key;
  private final World world;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  /**
   * What an installation's token is good for.
   *
   * @param repositories by id
   * @param permissions by name, {@code read} or {@code write}
   */
  record Grant(
      String token, Set<Long> repositories, Map<String, String> permissions, Instant ends) {
    boolean may(String permission, String level) {
      String has = permissions.getOrDefault(permission, "none");
      return has.equals("write") || has.equals(level);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Grant" + permissions + " until " + ends;
    }
  }

  public Grants(App app, PublicKey key, World world) {
    this.app = app;
    this.key = key;
    this.world = world;
  }

  Grant grant(Set<Long> repositories, Map<String, String> permissions) {
    grants.values().removeIf(g -> !g.ends().isAfter(world.now()));
    Grant made =
        new Grant(
            "ghs_" + UUID.randomUUID().toString().replace("-", ""),
            Set.copyOf(repositories),
            new TreeMap<>(permissions),
            world.now().plus(HOUR));
    grants.put(made.token(), made);
    return made;
  }

  /** Nobody's token is good any more. */
  public void revokeAll() {
    grants.clear();
  }

  /** Every token that is good, for a search in logs. */
  public List<String> secrets() {
    return List.copyOf(grants.keySet());
  }

  /** Refuses a token that is none, has run out, or may not do this in this repository. */
  Grant installation(Asked asked, Repository repository, String permission, String level) {
    Grant grant = installation(asked);
    if (!grant.repositories().contains(repository.id())) {
      throw RefusalException.notFound();
    }
    if (!grant.may(permission, level)) {
      throw new RefusalException(403, "Resource not accessible by integration");
    }
    return grant;
  }

  Grant installation(Asked asked) {
    return Optional.ofNullable(grants.get(bearer(asked)))
        .filter(g -> g.ends().isAfter(world.now()))
        .orElseThrow(() -> new RefusalException(401, "Bad credentials"));
  }

  /** Refuses what the app's key has not signed, just now, for ten minutes at most. */
  void app(Asked asked) {
    String[] parts = bearer(asked).split("\\.", -1);
    if (parts.length != 3 || !signed(parts)) {
      throw new RefusalException(401, "A JSON web token could not be decoded");
    }
    Map<String, Object> header = object(parts[0]);
    Map<String, Object> claims = object(parts[1]);
    String issuer = String.valueOf(claims.get("iss"));
    if (!"RS256".equals(header.get("alg"))
        || !(issuer.equals(Long.toString(app.id())) || issuer.equals(app.clientId()))) {
      throw new RefusalException(401, "A JSON web token could not be decoded");
    }
    Instant issued = instant(claims.get("iat"));
    Instant ends = instant(claims.get("exp"));
    if (issued.isAfter(world.now()) || !ends.isAfter(world.now())) {
      throw new RefusalException(
          401, "'Expiration time' claim ('exp') or 'Issued at' claim ('iat') is out of its time");
    }
    if (Duration.between(world.now(), ends).compareTo(LONGEST) > 0) {
      throw new RefusalException(401, "'Expiration time' claim ('exp') is too far in the future");
    }
  }

  private boolean signed(String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Map<String, Object> object(String part) {
    try {
      return Check.objects(Json.read(Base64.getUrlDecoder().decode(part), Object.class));
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    }
  }

  private static Instant instant(@Nullable Object seconds) {
    return seconds instanceof Number number
        ? Instant.ofEpochSecond(number.longValue())
        : Instant.EPOCH;
  }

  private static String bearer(Asked asked) {
    String said = asked.header("authorization").orElse("");
    if (said.isEmpty()) {
      throw new RefusalException(401, "Requires authentication");
    }
    return said.replaceFirst("^(Bearer|token) ", "");
  }
}
