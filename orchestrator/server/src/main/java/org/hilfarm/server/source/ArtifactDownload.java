package org.hilfarm.server.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.wire.github.Artifacts.Artifact;
import org.hilfarm.wire.json.Json;

/**
 * Downloads artifacts: the redirection is followed by hand, without the token and only to GitHub's
 * own storage, and what comes is held against the digest that GitHub says. One thread uses it.
 */
final class ArtifactDownload {
  private static final int LONGEST_PAGE = 4 << 20;

  private final Web web;
  private final Place place;
  private final Fetching fetching;
  private final Budget budget = new Budget();

  /**
   * Where they are.
   *
   * @param words for people
   * @param api the REST API's address
   * @param repository {@code owner/name}
   * @param storage further places a download may be redirected to
   * @param headers for the API alone
   */
  record Place(
      String words,
      String api,
      String repository,
      Set<String> storage,
      Map<String, String> headers) {
    Place {
      storage = Set.copyOf(storage);
      headers = Map.copyOf(headers);
    }

    URI api(String path) {
      return URI.create("%s/repos/%s/%s".formatted(api, repository, path));
    }
  }

  ArtifactDownload(Web web, Place place, Fetching fetching) {
    this.web = web;
    this.place = place;
    this.fetching = fetching;
  }

  /** Asks the API for something of the repository. */
  <T> T ask(String path, Class<T> type) throws NoBuildException, InterruptedException {
    byte[] answer = web.get(question(place.api(path), place.headers(), LONGEST_PAGE));
    try {
      return Json.read(answer, type);
    } catch (IOException | RuntimeException e) {
      throw NoBuildException.forGood(
          "GET %s: the answer is not what GitHub's API answers".formatted(place.api(path)));
    }
  }

  /** An artifact's file, under a name of our own. */
  Path fetch(Artifact artifact) throws NoBuildException, IOException, InterruptedException {
    String shown = Words.plain(artifact.name());
    if (artifact.size() < 1 || artifact.size() > budget.forOne()) {
      throw NoBuildException.forGood(
          "artifact %s: it has %d bytes; at most %d are taken"
              .formatted(shown, artifact.size(), budget.forOne()));
    }
    Path archive = fetching.file();
    URI address = place.api("actions/artifacts/%d/zip".formatted(artifact.id()));
    Optional<URI> storage = web.get(question(address, place.headers(), artifact.size()), archive);
    if (storage.isPresent()) {
      Optional<URI> further =
          web.get(question(allowed(storage.get()), Map.of(), artifact.size()), archive);
      if (further.isPresent()) {
        throw NoBuildException.forGood(
            "artifact %s: its storage redirects once more".formatted(shown));
      }
    }
    budget.spent(artifact.size());
    Digests.check("artifact " + shown, archive, digest(artifact));
    return archive;
  }

  private static String digest(Artifact artifact) throws NoBuildException {
    String digest = artifact.digest().orElse("");
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw NoBuildException.forGood(
          "artifact %s: GitHub says no sha256 of it; upload it with upload-artifact v4 or newer"
              .formatted(Words.plain(artifact.name())));
    }
    return digest.substring("sha256:".length());
  }

  /** GitHub's own storage, and the API's own host where that is another one. */
  private URI allowed(URI storage) throws NoBuildException {
    URI api = URI.create(place.api());
    String host = Optional.ofNullable(storage.getHost()).orElse("");
    boolean own =
        host.equals(api.getHost())
            && storage.getPort() == api.getPort()
            && api.getScheme().equals(storage.getScheme());
    boolean gitHubs =
        "https".equals(storage.getScheme())
            && storage.getPort() == -1
            && (host.endsWith(".blob.core.windows.net") || host.endsWith(".githubusercontent.com"));
    String origin = "%s://%s".formatted(storage.getScheme(), storage.getAuthority());
    if (own || gitHubs || place.storage().contains(origin)) {
      return storage;
    }
    throw NoBuildException.forGood(
        "%s: a download is redirected to %s, which is neither GitHub's storage nor the API's host"
            .formatted(place.words(), Words.plain(host)));
  }

  private Web.Question question(URI address, Map<String, String> headers, long most) {
    return new Web.Question(address, headers, most, fetching.deadline());
  }
}
