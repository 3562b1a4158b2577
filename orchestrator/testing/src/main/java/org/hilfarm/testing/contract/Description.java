package org.hilfarm.testing.contract;

import com.networknt.schema.oas.OpenApi30;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's OpenAPI description, as far as the farm uses the API: the whole of it has thirteen
 * megabytes, so that only what these paths need is kept. Any thread may use it.
 */
final class Description {
  /** All that the farm may ask; anything else breaks the contract. */
  private static final Set<String> USED =
      Set.of(
          "GET /app",
          "GET /app/installations/{installation_id}",
          "POST /app/installations/{installation_id}/access_tokens",
          "GET /app/hook/deliveries",
          "GET /app/hook/deliveries/{delivery_id}",
          "POST /app/hook/deliveries/{delivery_id}/attempts",
          "GET /installation/repositories",
          "GET /rate_limit",
          "GET /repos/{owner}/{repo}",
          "GET /repos/{owner}/{repo}/installation",
          "GET /repos/{owner}/{repo}/pulls",
          "GET /repos/{owner}/{repo}/pulls/{pull_number}",
          "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
          "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits",
          "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
          "GET /repos/{owner}/{repo}/actions/runs",
          "GET /repos/{owner}/{repo}/actions/runs/{run_id}",
          "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
          "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
          "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
          "POST /repos/{owner}/{repo}/check-runs",
          "GET /repos/{owner}/{repo}/check-runs/{check_run_id}",
          "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
          "PATCH /repos/{owner}/{repo}/check-suites/preferences",
          "GET /repos/{owner}/{repo}/commits/{ref}/check-runs");

  /** What an error says where the description has no answer of that status. */
  static final String ERROR = "basic-error";

  private static final String JSON = "application/json";

  private final Map<?, ?> whole;
  private final Map<String, Object> kept = new TreeMap<>();
  private final List<Operation> operations = new ArrayList<>();

  private Description(Map<?, ?> whole) {
    this.whole = whole;
  }

  /**
   * What was read.
   *
   * @param operations that may be asked
   * @param schemas that they name
   */
  record Known(List<Operation> operations, Schemas schemas) {
    Known {
      operations = List.copyOf(operations);
    }

    Optional<Operation> find(String method, String path) {
      return operations.stream().filter(o -> o.is(method, path)).findFirst();
    }
  }

  static Known read(Octokit octokit) {
    Description read = new Description(Octokit.map(Octokit.read(octokit.openApi())));
    Map<?, ?> paths = Octokit.map(read.whole.get("paths"));
    for (String used : USED) {
      String[] parts = used.split(" ", 2);
      Object said = Octokit.map(paths.get(parts[1])).get(parts[0].toLowerCase(Locale.ROOT));
      if (said == null) {
        throw new IllegalStateException("GitHub's description has no " + used);
      }
      read.operation(parts[0], parts[1], said);
    }
    read.keep(ERROR, read.component("schemas", ERROR));
    Map<String, Object> document =
        Map.of("openapi", "3.0.3", "components", Map.of("schemas", read.kept));
    return new Known(
        read.operations,
        new Schemas(OpenApi30.getInstance(), Json.write(document), "/components/schemas/"));
  }

  private void operation(String method, String template, Object said) {
    Map<?, ?> operation = Octokit.map(said);
    String name = method.toLowerCase(Locale.ROOT) + template.replaceAll("[^a-z]+", "-");
    Map<?, ?> body = resolved(operation.get("requestBody"));
    Map<Integer, Optional<String>> answers = new TreeMap<>();
    Octokit.map(operation.get("responses"))
        .forEach(
            (status, answer) ->
                answers.put(
                    Integer.valueOf(status.toString()), schema(name + status, resolved(answer))));
    operations.add(
        new Operation(
            method,
            template,
            Operation.pattern(template),
            parameters(name, Octokit.list(operation.get("parameters"))),
            schema(name + "-body", body),
            Boolean.TRUE.equals(body.get("required")),
            answers));
  }

  private Map<String, String> parameters(String name, List<?> said) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Object one : said) {
      Map<?, ?> parameter = resolved(one);
      if ("query".equals(parameter.get("in"))) {
        String named = name + "-q-" + parameter.get("name");
        keep(named, parameter.get("schema"));
        parameters.put(String.valueOf(parameter.get("name")), named);
      }
    }
    return parameters;
  }

  /** Keeps the schema of a request's or an answer's JSON under a name of our own. */
  private Optional<String> schema(String name, Map<?, ?> of) {
    Object schema = Octokit.map(Octokit.map(of.get("content")).get(JSON)).get("schema");
    if (schema == null) {
      return Optional.empty();
    }
    keep(name, schema);
    return Optional.of(name);
  }

  private void keep(String name, @Nullable Object schema) {
    if (schema != null && !kept.containsKey(name)) {
      kept.put(name, schema);
      keepAllOf(schema);
    }
  }

  /** What a schema names is kept too, and what that names. */
  private void keepAllOf(@Nullable Object part) {
    for (Object below : part instanceof List<?> list ? list : Octokit.map(part).values()) {
      keepAllOf(below);
    }
    if (Octokit.map(part).get("$ref") instanceof String ref
        && ref.startsWith("#/components/schemas/")) {
      String name = ref.substring("#/components/schemas/".length());
      keep(name, component("schemas", name));
    }
  }

  private Map<?, ?> resolved(@Nullable Object said) {
    if (Octokit.map(said).get("$ref") instanceof String ref) {
      String[] parts = ref.split("/");
      return Octokit.map(component(parts[2], parts[3]));
    }
    return Octokit.map(said);
  }

  private @Nullable Object component(String kind, String name) {
    return Octokit.map(Octokit.map(whole.get("components")).get(kind)).get(name);
  }
}
