package org.hilfarm.testing.github;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.oidc.Jwt;
import org.hilfarm.testing.github.oidc.Keys;
import org.hilfarm.wire.json.Json;

/** Asks a FakeGitHub as a client does. */
final class Browser implements AutoCloseable {
  private final FakeGitHub gitHub;
  private final HttpClient client = HttpClient.newHttpClient();

  Browser(FakeGitHub gitHub) {
    this.gitHub = gitHub;
  }

  /** The app's own token. */
  String app() {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", now - 60);
    claims.put("exp", now + 500);
    claims.put("iss", Long.toString(gitHub.app().id()));
    return Jwt.rs256(Map.of("alg", "RS256"), claims, Keys.app().getPrivate());
  }

  /** A token for all that the installation may. */
  String installation() throws IOException, InterruptedException {
    return installation(Map.of());
  }

  String installation(Map<String, ?> narrowed) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        ask(
            "POST",
            "/app/installations/%d/access_tokens".formatted(gitHub.app().installation()),
            app(),
            Json.write(narrowed));
    return String.valueOf(Json.read(answer.body(), Map.class).get("token"));
  }

  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    return ask("GET", path, token, "");
  }

  HttpResponse<String> ask(String method, String path, String token, String body, String... more)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gitHub.url() + path))
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < more.length; i += 2) {
      request.header(more[i], more[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Of any address, without a token. */
  HttpResponse<String> open(String url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A form, as a page's button sends it. */
  HttpResponse<String> press(String url, String form) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static List<?> list(HttpResponse<String> answer) throws IOException {
    return Json.read(answer.body(), List.class);
  }

  @Override
  public void close() {
    client.close();
  }
}
