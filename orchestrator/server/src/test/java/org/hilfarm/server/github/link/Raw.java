package org.hilfarm.server.github.link;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks with a token as somebody does who has got hold of it. */
final class Raw implements AutoCloseable {
  private final String url;
  private final String token;
  private final HttpClient client = HttpClient.newHttpClient();

  Raw(String url, String token) {
    this.url = url;
    this.token = token;
  }

  int get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() {
    client.close();
  }
}
