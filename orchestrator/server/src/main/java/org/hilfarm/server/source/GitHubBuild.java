package org.hilfarm.server.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.wire.github.Artifacts;
import org.hilfarm.wire.github.Artifacts.Artifact;
import org.hilfarm.wire.github.WorkflowRuns;

/**
 * The artifacts of a branch's newest successful run, by GitHub's REST API: an artifact for each
 * board type, called as it is, as CircuitPython's {@code build-boards.yml} uploads them. A fork's
 * branch of the same name, and what a pull request started, are not taken. Archives are held
 * against the digest that GitHub says. The token goes to the API only, never to the storage that a
 * download is redirected to. One thread uses it.
 */
final class GitHubBuild {
  private static final int LONGEST_TOKEN = 1000;
  private static final int NEWEST = 50;

  private final Web web;
  private final BuildSource.GitHub source;
  private final Fetching fetching;

  GitHubBuild(Web web, BuildSource.GitHub source, Fetching fetching) {
    this.web = web;
    this.source = source;
    this.fetching = fetching;
  }

  String take() throws NoBuildException, IOException, InterruptedException {
    ArtifactDownload.Place place =
        new ArtifactDownload.Place(
            source.words(), source.api(), source.repository(), Set.of(), headers());
    ArtifactDownload downloads = new ArtifactDownload(web, place, fetching);
    WorkflowRuns.Run run = newest(downloads);
    Map<BoardTypeId, Artifact> artifacts = artifacts(run, downloads);
    for (Map.Entry<BoardTypeId, Artifact> artifact : artifacts.entrySet()) {
      Path archive = downloads.fetch(artifact.getValue());
      fetching.arrival().archive(artifact.getKey() + ".zip", archive);
      Files.delete(archive);
    }
    String commit = Words.plain(run.headSha());
    return "%s at %s, run %d"
        .formatted(source.words(), commit.substring(0, Math.min(10, commit.length())), run.id());
  }

  private Map<String, String> headers() throws NoBuildException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/vnd.github+json");
    headers.put("X-GitHub-Api-Version", "2022-11-28");
    if (source.tokenFile().isPresent()) {
      headers.put("Authorization", "Bearer " + token(Path.of(source.tokenFile().get())));
    }
    return headers;
  }

  private static String token(Path file) throws NoBuildException {
    try (var in = Files.newInputStream(file)) {
      String token = new String(in.readNBytes(LONGEST_TOKEN), UTF_8).strip();
      if (token.matches("[!-~]+")) {
        return token;
      }
    } catch (IOException e) {
      throw NoBuildException.forGood(
          "token_file %s cannot be read on this orchestrator's host".formatted(file));
    }
    throw NoBuildException.forGood("token_file %s holds no token on one line".formatted(file));
  }

  private WorkflowRuns.Run newest(ArtifactDownload downloads)
      throws NoBuildException, InterruptedException {
    String of = source.workflow().map(w -> "workflows/" + encoded(w) + "/").orElse("");
    WorkflowRuns page =
        downloads.ask(
            "actions/%sruns?branch=%s&status=success&per_page=%d"
                .formatted(of, encoded(source.branch()), NEWEST),
            WorkflowRuns.class);
    return page.runs().stream()
        .filter(this::isOurs)
        .max(Comparator.comparingLong(WorkflowRuns.Run::id))
        .orElseThrow(
            () ->
                NoBuildException.forGood(
                    "%s: among the newest %d runs none is a successful one of the branch itself"
                        .formatted(source.words(), NEWEST)));
  }

  private boolean isOurs(WorkflowRuns.Run run) {
    return run.conclusion().equals(Optional.of("success"))
        && run.headBranch().equals(Optional.of(source.branch()))
        && !run.event().startsWith("pull_request")
        && run.headRepository()
            .map(r -> r.fullName().equalsIgnoreCase(source.repository()))
            .orElse(false);
  }

  private Map<BoardTypeId, Artifact> artifacts(WorkflowRuns.Run run, ArtifactDownload downloads)
      throws NoBuildException, InterruptedException {
    Map<BoardTypeId, Artifact> found = new LinkedHashMap<>();
    List<String> expired = new ArrayList<>();
    for (BoardTypeId board : fetching.types().keySet()) {
      Artifacts page =
          downloads.ask(
              "actions/runs/%d/artifacts?per_page=100&name=%s"
                  .formatted(run.id(), encoded(board.value())),
              Artifacts.class);
      Optional<Artifact> newest =
          page.artifacts().stream()
              .filter(a -> a.name().equals(board.value()))
              .max(Comparator.comparingLong(Artifact::id));
      newest.filter(Artifact::expired).ifPresent(a -> expired.add(a.name()));
      newest.filter(a -> !a.expired()).ifPresent(a -> found.put(board, a));
    }
    if (found.isEmpty()) {
      throw NoBuildException.forGood(
          "%s: its run %d has no artifact called as a board type of this farm%s"
              .formatted(
                  source.words(),
                  run.id(),
                  expired.isEmpty() ? "" : "; expired are " + String.join(", ", expired)));
    }
    return found;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
