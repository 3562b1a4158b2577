package org.hilfarm.testing.github.oidc;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.World;

/**
 * The issuer of the tokens that say which workflow's job somebody is. Like that of a GitHub of
 * one's own it is below {@code /_services/token}; the claims are those of GitHub's OpenID Connect
 * reference, all of them text. Any thread may use it.
 */
public final class Issuer {
  /** Where it is below the pages' address. */
  public static final String PATH = "/_services/token";

  /** The one key's name. */
  public static final String KEY_ID = "fake-github-1";

  private static final Duration LIFE = Duration.ofMinutes(5);

  private final World world;
  private final Map<String, Map<String, Object>> jobs = new ConcurrentHashMap<>();
  private final AtomicInteger asks = new AtomicInteger();

  public Issuer(World world) {
    this.world = world;
  }

  /**
   * What a job's environment says, so that it can ask for a token.
   *
   * @param url for {@code ACTIONS_ID_TOKEN_REQUEST_URL}
   * @param token for {@code ACTIONS_ID_TOKEN_REQUEST_TOKEN}
   */
  public record Job(String url, String token) {}

  /** The claims of a job of the workflow {@code hil.yml}, started by a workflow run's end. */
  public Map<String, Object> claims(String web, WorkflowRun run, String audience) {
    Repository repository = run.repository();
    String workflow = repository.fullName() + "/.github/workflows/hil.yml@refs/heads/main";
    Instant now = world.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", web + PATH);
    claims.put("aud", audience);
    claims.put("sub", "repo:" + repository.fullName() + ":ref:refs/heads/main");
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("nbf", now.minusSeconds(60).getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    claims.put("repository", repository.fullName());
    claims.put("repository_id", Long.toString(repository.id()));
    claims.put("repository_owner", repository.owner().login());
    claims.put("repository_owner_id", Long.toString(repository.owner().id()));
    claims.put("repository_visibility", "public");
    claims.put("actor", run.source().actor().login());
    claims.put("actor_id", Long.toString(run.source().actor().id()));
    claims.put("event_name", "workflow_run");
    claims.put("ref", "refs/heads/main");
    claims.put("ref_type", "branch");
    claims.put("ref_protected", "true");
    claims.put("sha", World.sha("main of " + repository.fullName()));
    claims.put("base_ref", "");
    claims.put("head_ref", "");
    claims.put("run_id", Long.toString(run.id() + 500_000));
    claims.put("run_number", "1");
    claims.put("run_attempt", "1");
    claims.put("runner_environment", "github-hosted");
    claims.put("workflow", "HIL");
    claims.put("workflow_ref", workflow);
    claims.put("workflow_sha", World.sha("main of " + repository.fullName()));
    claims.put("job_workflow_ref", workflow);
    claims.put("job_workflow_sha", World.sha("main of " + repository.fullName()));
    return claims;
  }

  /** Signs claims as they are, also wrong ones. */
  public String token(Map<String, Object> claims) {
    return Jwt.rs256(header(), claims, key());
  }

  /** The header of its tokens. */
  public static Map<String, Object> header() {
    return Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID);
  }

  private static PrivateKey key() {
    return Keys.issuer().getPrivate();
  }

  /** Lets a job ask for tokens with these claims; audience, times and id are each token's own. */
  public Job job(String web, Map<String, Object> claims) {
    String token = UUID.randomUUID().toString();
    jobs.put(token, Map.copyOf(claims));
    return new Job(web + PATH + "/request?api-version=2.0", token);
  }

  /** How often its keys were asked for. */
  public int keysAsked() {
    return asks.get();
  }

  /** Answers where the path is the issuer's. */
  public Optional<Answer> answer(String web, Asked asked) {
    return switch (asked.path()) {
      case PATH + "/.well-known/openid-configuration" -> Optional.of(configuration(web));
      case PATH + "/.well-known/jwks" -> {
        asks.incrementAndGet();
        yield Optional.of(Answer.json(200, Map.of("keys", List.of(publicKey()))));
      }
      case PATH + "/request" -> Optional.of(requested(asked));
      default -> Optional.empty();
    };
  }

  private static Answer configuration(String web) {
    return Answer.json(
        200,
        Map.of(
            "issuer",
            web + PATH,
            "jwks_uri",
            web + PATH + "/.well-known/jwks",
            "subject_types_supported",
            List.of("public", "pairwise"),
            "response_types_supported",
            List.of("id_token"),
            "id_token_signing_alg_values_supported",
            List.of("RS256"),
            "scopes_supported",
            List.of("openid")));
  }

  private static Map<String, Object> publicKey() {
    RSAPublicKey key = (RSAPublicKey) Keys.issuer().getPublic();
    return Map.of(
        "kty",
        "RSA",
        "alg",
        "RS256",
        "use",
        "sig",
        "kid",
        KEY_ID,
        "n",
        encoded(key.getModulus()),
        "e",
        encoded(key.getPublicExponent()));
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    byte[] bare = Arrays.copyOfRange(bytes, from, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bare);
  }

  private Answer requested(Asked asked) {
    String token = asked.header("authorization").orElse("").replaceFirst("^[Bb]earer ", "");
    Map<String, Object> claims = jobs.get(token);
    if (claims == null) {
      return Answer.error(401, "Unauthorized");
    }
    Instant now = world.now();
    Map<String, Object> own = new LinkedHashMap<>(claims);
    asked.query("audience").ifPresent(a -> own.put("aud", a));
    own.put("jti", UUID.randomUUID().toString());
    own.put("iat", now.getEpochSecond());
    own.put("nbf", now.minusSeconds(60).getEpochSecond());
    own.put("exp", now.plus(LIFE).getEpochSecond());
    return Answer.json(200, Map.of("count", 1, "value", token(own)));
  }
}
