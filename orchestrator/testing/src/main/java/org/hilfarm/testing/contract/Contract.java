package org.hilfarm.testing.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.net.Watcher;
import org.hilfarm.testing.github.rest.Api;
import org.hilfarm.wire.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all that is said against GitHub's own descriptions: requests to the API, its answers,
 * webhooks. What breaks them is written down, and thrown when the watched GitHub ends, so that the
 * test fails that caused it. Any thread may use it.
 */
public final class Contract implements Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Contract.class);
  private static final int MOST = 50;

  /** Asked for in vain, or refused, whatever the description has for the path. */
  private static final List<Integer> ALWAYS_POSSIBLE = List.of(401, 403, 404, 422, 429);

  private final Description.Known api;
  private final Webhooks webhooks;
  private final List<String> violations = new CopyOnWriteArrayList<>();

  private Contract(Description.Known api, Webhooks webhooks) {
    this.api = api;
    this.webhooks = webhooks;
  }

  /** The descriptions take a second to read, once in a process. */
  private static final class Read {
    static final Optional<Contract> FIRST =
        Octokit.here().map(o -> new Contract(Description.read(o), Webhooks.read(o)));
  }

  /** A contract without violations, where the descriptions are set up. */
  public static Optional<Contract> here() {
    return Read.FIRST.map(c -> new Contract(c.api, c.webhooks));
  }

  /**
   * The same; where they are not set up nothing is watched, or where {@code CI} is set it fails.
   */
  public static Watcher watcher() {
    Optional<Contract> contract = here();
    if (contract.isEmpty() && Octokit.isRequired(System.getenv())) {
      throw new IllegalStateException(Octokit.ADVICE);
    }
    if (contract.isEmpty()) {
      LOG.warn(Octokit.ADVICE);
    }
    return contract.map(Watcher.class::cast).orElse(Watcher.none());
  }

  /** What was broken so far. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public void asked(Asked asked, Answer answer) {
    Optional<Operation> operation = api.find(asked.method(), asked.path());
    if (operation.isEmpty()) {
      broken(asked + ": this is none of the paths that the farm is known to ask");
      return;
    }
    request(operation.get(), asked);
    if (!lies(answer)) {
      answer(operation.get(), asked, answer);
    }
  }

  /**
   * A storm's trouble is told in GitHub's words; what is made up beside that (success that is none,
   * a redirection, a proxy's page) is what no description has.
   */
  private static boolean lies(Answer answer) {
    boolean json = answer.headers().getOrDefault("Content-Type", "").startsWith("application/json");
    return answer.headers().containsKey(Api.MADE_UP) && (answer.status() < 400 || !json);
  }

  private void request(Operation operation, Asked asked) {
    headers(asked);
    asked
        .query()
        .forEach(
            (name, values) -> {
              String schema = operation.parameters().get(name);
              if (schema == null) {
                broken("%s: there is no parameter %s".formatted(asked, name));
              } else if (!values.stream().allMatch(v -> fits(schema, v))) {
                broken("%s: the parameter %s may not be %s".formatted(asked, name, values));
              }
            });
    if (operation.body().isPresent() && !asked.body().isEmpty()) {
      check(asked + ": request", operation.body().get(), asked.body());
    }
    if (operation.body().isEmpty() && !asked.body().isEmpty()) {
      broken(asked + ": it takes no body");
    }
    if (operation.bodied() && asked.body().isEmpty()) {
      broken(asked + ": it needs a body");
    }
  }

  private void headers(Asked asked) {
    Map<String, String> wanted =
        Map.of("accept", "application/vnd.github+json", "x-github-api-version", "2022-11-28");
    wanted.forEach(
        (name, value) -> {
          if (!asked.header(name).equals(Optional.of(value))) {
            broken("%s: the header %s is not %s".formatted(asked, name, value));
          }
        });
  }

  /**
   * A parameter is text, and may mean a number or a yes. A span of times ({@code >=T}) is described
   * as one time, and as a span in GitHub's words for it.
   */
  private boolean fits(String schema, String said) {
    String value = said.replaceFirst("^[<>]=?", "");
    List<String> readings = new ArrayList<>(List.of(Json.write(value)));
    if (value.matches("-?[0-9]{1,18}|true|false")) {
      readings.add(value);
    }
    return readings.stream().anyMatch(r -> api.schemas().problems(schema, r).isEmpty());
  }

  private void answer(Operation operation, Asked asked, Answer answer) {
    int status = answer.status();
    String where = "%s: answer %d".formatted(asked, status);
    Optional<String> known = operation.answers().getOrDefault(status, Optional.empty());
    if (known.isPresent()) {
      check(where, known.get(), answer.text());
    } else if (operation.answers().containsKey(status)) {
      if (answer.body().length > 0) {
        broken(where + ": it has no body");
      }
    } else if (status >= 500 || ALWAYS_POSSIBLE.contains(status)) {
      check(where, Description.ERROR, answer.text());
    } else if (status != 304) {
      broken(where + ": there is no such answer");
    }
  }

  private void check(String where, String schema, String json) {
    List<String> problems = api.schemas().problems(schema, json);
    if (!problems.isEmpty()) {
      broken(where + ": " + String.join("; ", problems));
    }
  }

  @Override
  public void sends(String event, String payload) {
    List<String> problems = webhooks.problems(event, action(payload), payload);
    if (!problems.isEmpty()) {
      broken("webhook %s: %s".formatted(event, String.join("; ", problems)));
    }
  }

  private static String action(String payload) {
    try {
      Object action = Octokit.map(Json.read(payload, Object.class)).get("action");
      return action == null ? "" : action.toString();
    } catch (IOException e) {
      return "";
    }
  }

  private void broken(String how) {
    LOG.error("breach of GitHub's own description: {}", how);
    if (violations.size() < MOST) {
      violations.add(how);
    }
  }

  @Override
  public void ended() {
    if (!violations.isEmpty()) {
      throw new ContractBrokenException(violations);
    }
  }
}
