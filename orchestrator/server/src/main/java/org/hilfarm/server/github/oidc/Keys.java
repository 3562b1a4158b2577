package org.hilfarm.server.github.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.server.source.NoBuildException;
import org.hilfarm.server.source.Web;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys. They are asked for once an hour, and once more where an identity names
 * one that is not known, but never again within {@link #FLOOR}, whoever sends what. While the
 * issuer is away those of the last day still count. Any thread may use it.
 */
final class Keys {
  static final Duration FLOOR = Duration.ofSeconds(30);
  static final Duration FRESH = Duration.ofHours(1);
  static final Duration KEPT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 256 << 10;
  private static final int MOST_KEYS = 50;
  private static final int FEWEST_BITS = 2048;

  private final Web web;
  private final URI address;
  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Known known;
  private Optional<Long> lastAsked = Optional.empty();
  private String problem = "it was not asked yet";

  Keys(Web web, URI address, Ticker ticker) {
    this.web = web;
    this.address = address;
    this.ticker = ticker;
  }

  private record Known(Map<String, RSAPublicKey> keys, long at) {}

  /** What there is under a key's name. */
  sealed interface Found {
    record Key(RSAPublicKey key) implements Found {}

    /** The issuer has no such key. */
    record Unknown() implements Found {}

    /** The issuer did not say its keys. */
    record Away(String why) implements Found {}
  }

  Found find(String name) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!fresh(name) && mayAsk()) {
        ask();
      }
      @Nullable Known now = known;
      if (now == null || age(now.at()).compareTo(KEPT) > 0) {
        return new Found.Away(problem);
      }
      RSAPublicKey key = now.keys().get(name);
      return key == null ? new Found.Unknown() : new Found.Key(key);
    } finally {
      lock.unlock();
    }
  }

  private boolean fresh(String name) {
    return known != null && known.keys().containsKey(name) && age(known.at()).compareTo(FRESH) < 0;
  }

  private boolean mayAsk() {
    return lastAsked.map(at -> age(at).compareTo(FLOOR) >= 0).orElse(true);
  }

  private Duration age(long since) {
    return Duration.ofNanos(ticker.nanos() - since);
  }

  private void ask() throws InterruptedException {
    lastAsked = Optional.of(ticker.nanos());
    try {
      byte[] answer =
          web.get(
              new Web.Question(
                  address,
                  Map.of("Accept", "application/json"),
                  MOST_BYTES,
                  Deadline.after(LONGEST_ANSWER)));
      known = new Known(read(new String(answer, StandardCharsets.UTF_8)), ticker.nanos());
    } catch (NoBuildException e) {
      problem = String.valueOf(e.getMessage());
      LOG.warn("the keys that workflows' identities are signed with: {}", problem);
    } catch (ParseException | JOSEException e) {
      problem = "GET %s: the answer is no set of keys".formatted(address);
      LOG.warn("the keys that workflows' identities are signed with: {}", problem);
    }
  }

  private static Map<String, RSAPublicKey> read(String json) throws ParseException, JOSEException {
    Map<String, RSAPublicKey> keys = new HashMap<>();
    for (JWK key : JWKSet.parse(json).getKeys()) {
      boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
      if (key instanceof RSAKey rsa
          && signs
          && rsa.getKeyID() != null
          && rsa.size() >= FEWEST_BITS
          && keys.size() < MOST_KEYS) {
        keys.put(rsa.getKeyID(), rsa.toRSAPublicKey());
      }
    }
    return Map.copyOf(keys);
  }
}
