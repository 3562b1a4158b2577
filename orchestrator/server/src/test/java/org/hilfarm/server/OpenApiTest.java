package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.github.hook.HookSecrets;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.pull.LinkedGitHub;
import org.hilfarm.testing.github.oidc.Keys;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.PullWish;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.TokenWish;
import org.hilfarm.wire.runapi.WorkflowIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/openapi.yaml against the routes there are, and real answers against its schemas. */
@ExtendWith(TestPostgres.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final Path ROOT = Path.of(System.getProperty("repository.root", "../.."));
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** Read from the address beside those that handlers name one by one. */
  private static final Set<String> SUBMITTED =
      Set.of("name", "suite", "boards", "baseline", "rack", "pull-request", "commit", "repository");

  private final JsonNode api;

  OpenApiTest() throws IOException {
    this.api = new YAMLMapper().readTree(ROOT.resolve("docs/openapi.yaml").toFile());
  }

  private Stream<Map.Entry<String, JsonNode>> paths() {
    return api.get("paths").properties().stream();
  }

  private Set<String> described() {
    return paths()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(METHODS::contains)
                    .map(method -> method + " " + path.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_route_is_described_and_nothing_else_is(@TempDir Path folder, TestPostgres postgres)
      throws IOException {
    Path key = Files.writeString(folder.resolve("app.pem"), Keys.pem(Keys.app()));
    URI nowhere = URI.create("http://127.0.0.1:9");
    OrchestratorSettings plain = Farms.settings(folder, postgres.fresh());
    try (GitHubLink link = new GitHubLink(nowhere, AppKey.read("1", key), InstantSource.system());
        Orchestrator farm = Orchestrator.start(plain.with(gitHub(folder, nowhere, link)))) {
      Set<String> routes = new TreeSet<>(farm.routes());
      Set<String> served =
          routes.stream()
              .filter(r -> r.contains(" /api/") && !r.startsWith("head "))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(described()).containsExactlyInAnyOrderElementsOf(served);
    }
  }

  /** An App of a GitHub that nobody reaches: its routes are there all the same. */
  private static GitHubSettings gitHub(Path folder, URI nowhere, GitHubLink link)
      throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "It's a Secret to Everybody\n");
    return new GitHubSettings(
        1,
        HookSecrets.read(List.of(secret)),
        nowhere.toString(),
        Set.of(),
        new LinkedGitHub(link, InstantSource.system()),
        GitHubRules.usual());
  }

  @Test
  void a_paths_variables_are_its_parameters() {
    paths()
        .forEach(
            path -> {
              Set<String> named = new TreeSet<>();
              Matcher variables = Pattern.compile("\\{([^}]+)}").matcher(path.getKey());
              while (variables.find()) {
                named.add(variables.group(1));
              }
              assertThat(parameters(path.getValue().get("parameters"), "path"))
                  .as(path.getKey())
                  .containsExactlyInAnyOrderElementsOf(named);
            });
  }

  private Set<String> parameters(JsonNode list, String in) {
    Set<String> names = new TreeSet<>();
    if (list != null) {
      for (JsonNode one : list) {
        JsonNode whole = one.has("$ref") ? api.at(one.get("$ref").asText().substring(1)) : one;
        if (whole.get("in").asText().equals(in)) {
          names.add(whole.get("name").asText());
        }
      }
    }
    return names;
  }

  @Test
  void every_query_parameter_that_is_read_is_described_and_nothing_else_is() throws IOException {
    Set<String> read = new HashSet<>(SUBMITTED);
    try (Stream<Path> sources =
        Files.walk(ROOT.resolve("orchestrator/server/src/main/java/org/hilfarm/server"))) {
      Predicate<Path> served = p -> !p.toString().contains("/dashboard/"); // pages are for browsers
      for (Path source :
          sources.filter(p -> p.toString().endsWith(".java")).filter(served).toList()) {
        Matcher names =
            Pattern.compile("queryParam\\(\\s*\"([^\"]+)\"").matcher(Files.readString(source));
        while (names.find()) {
          read.add(names.group(1));
        }
      }
    }
    Set<String> told = new HashSet<>();
    paths()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(
                        operation ->
                            told.addAll(
                                parameters(operation.getValue().get("parameters"), "query"))));

    assertThat(told).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void every_operation_has_a_name_of_its_own_and_says_how_it_is_refused() {
    Set<String> names = new HashSet<>();
    paths()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(
                        operation -> {
                          JsonNode it = operation.getValue();
                          assertThat(names.add(it.get("operationId").asText()))
                              .as(it.toString())
                              .isTrue();
                          assertThat(it.get("summary").asText()).isNotBlank();
                          assertThat(it.at("/responses/default/$ref").asText())
                              .isEqualTo("#/components/responses/Refused");
                        }));
  }

  @Test
  void real_answers_are_as_described(@TempDir Path folder, TestPostgres postgres) throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm);
        Http operator = Http.operator(farm)) {
      agent.hello(board(PICO, "P1"), board(PICO, "P2"));
      HttpResponse<byte[]> accepted =
          submitter.submit(
              Map.of(Firmware.fileName(PICO), Firmware.image(PICO)),
              "?name=x&pull-request=7&commit=0123456789&baseline=false");
      check(accepted, "post", "/api/v1/runs");
      String run = Json.read(accepted.body(), Accepted.class).run().value();
      check(submitter.get("/api/v1/runs/" + run), "get", "/api/v1/runs/{id}");
      check(submitter.get("/api/v1/runs"), "get", "/api/v1/runs");
      agent.rackFault(agent.work("P1"));
      while (submitter.get("/api/v1/runs/" + run, RunView.class).verdict().isEmpty()) {
        agent.pass(agent.work("P2"));
      }
      check(submitter.get("/api/v1/runs/" + run), "get", "/api/v1/runs/{id}");
      check(
          submitter.post("/api/v1/runs/" + run + "/cancel", ""),
          "post",
          "/api/v1/runs/{id}/cancel");
      check(
          submitter.post("/api/v1/runs/" + run + "/again", ""), "post", "/api/v1/runs/{id}/again");
      check(
          submitter.get("/api/v1/runs/" + run + "/ctrf.json"),
          "get",
          "/api/v1/runs/{id}/ctrf.json");
      for (String path :
          List.of(
              "/api/v1/boards",
              "/api/v1/boards/wear",
              "/api/v1/baselines",
              "/api/v1/flakiness",
              "/api/v1/retention",
              "/api/v1/schedules")) {
        check(submitter.get(path), "get", path);
      }
      orders(operator, submitter);
      others(operator, submitter, run);
    }
  }

  private void orders(Http operator, Http submitter) throws Exception {
    String one = "/api/v1/boards/demo/P1/";
    String any = "/api/v1/boards/{rack}/{serial}/";
    check(
        operator.post(one + "quarantine", new BoardOrder("looked odd")),
        "post",
        any + "quarantine");
    check(operator.post(one + "release", new BoardOrder("is fine")), "post", any + "release");
    check(submitter.get(one + "history"), "get", any + "history");
    check(operator.post("/api/v1/agents/other/invite", ""), "post", "/api/v1/agents/{rack}/invite");
    check(operator.get("/api/v1/agents"), "get", "/api/v1/agents");
  }

  private void others(Http operator, Http submitter, String run) throws Exception {
    check(operator.get("/api/v1/audit"), "get", "/api/v1/audit");
    TokenWish wish = new TokenWish("a script", List.of("runs:read"), 7);
    check(operator.post("/api/v1/tokens", wish), "post", "/api/v1/tokens");
    check(operator.get("/api/v1/tokens"), "get", "/api/v1/tokens");
    check(submitter.get("/api/v1/runs/" + run + "?wait=1"), "get", "/api/v1/runs/{id}");
    check(submitter.post("/api/v1/runs/pull", new PullWish(7, 8)), "post", "/api/v1/runs/pull");
    check(
        submitter.post("/api/v1/auth/github", new WorkflowIdentity("x")),
        "post",
        "/api/v1/auth/github");
    check(submitter.get("/api/v1/runs/r99"), "get", "/api/v1/runs/{id}");
    check(submitter.get("/api/v1/audit"), "get", "/api/v1/audit");
    check(submitter.get("/api/v1/flakiness?days=x"), "get", "/api/v1/flakiness");
    check(submitter.post("/api/v1/runs", new byte[0], "application/zip"), "post", "/api/v1/runs");
  }

  /**
   * The answer's body against what the description says of its status; no unknown key is let by.
   */
  private void check(HttpResponse<byte[]> answer, String method, String path) {
    String status = Integer.toString(answer.statusCode());
    JsonNode responses = api.get("paths").get(path).get(method).get("responses");
    JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
    if (response.has("$ref")) {
      response = api.at(response.get("$ref").asText().substring(1));
    }
    JsonNode schema = response.at("/content/application~1json/schema");
    assertThat(schema.isMissingNode()).as(path + " " + status).isFalse();
    assertThat(answer.statusCode()).as(path).isLessThan(500);
    Set<ValidationMessage> wrong = validate(schema, new String(answer.body(), UTF_8));
    assertThat(wrong).as("%s %s: %s", method, path, status).isEmpty();
  }

  private Set<ValidationMessage> validate(JsonNode schema, String body) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", strict(api.get("components").deepCopy()));
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(whole)
          .validate(Json.read(body, JsonNode.class));
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + body, e);
    }
  }

  /** Clients ignore what they do not know; what the farm sends must all be described. */
  private static JsonNode strict(JsonNode node) {
    node.forEach(OpenApiTest::strict);
    if (node instanceof ObjectNode object
        && object.path("type").asText().equals("object")
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    return node;
  }

  @Test
  void a_key_that_is_not_described_would_be_found() {
    JsonNode schema =
        api.at("/paths/~1api~1v1~1runs/post/responses/202/content/application~1json/schema");

    assertThat(validate(schema, "{\"run\":\"r1\",\"jobs\":1,\"notCovered\":[]}")).isEmpty();
    assertThat(validate(schema, "{\"run\":\"r1\",\"jobs\":1,\"notCovered\":[],\"new\":1}"))
        .isNotEmpty();
    assertThat(validate(schema, "{\"run\":\"one\",\"jobs\":1,\"notCovered\":[]}")).isNotEmpty();
  }
}
