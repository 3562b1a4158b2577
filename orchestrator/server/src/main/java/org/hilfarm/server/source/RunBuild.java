package org.hilfarm.server.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.wire.github.Artifacts;
import org.hilfarm.wire.github.Artifacts.Artifact;

/**
 * Fetches the artifacts of one build, and of those before it for boards that it did not build. An
 * artifact is called as its board type ({@code build-boards.yml}), or, where it is uploaded
 * unzipped ({@code archive: false} of upload-artifact v7), as its image. One thread uses it.
 */
final class RunBuild {
  private static final int PAGE = 100;

  /** GitHub takes 500 artifacts for each job of a run. */
  private static final int MOST_PAGES = 20;

  private final RunArtifacts wanted;
  private final Fetching fetching;
  private final ArtifactDownload downloads;

  private final Map<BoardTypeId, Long> taken = new HashMap<>();
  private final Set<BoardTypeId> expired = new HashSet<>();
  private int others;

  RunBuild(Web web, RunArtifacts wanted, Fetching fetching) {
    this.wanted = wanted;
    this.fetching = fetching;
    this.downloads =
        new ArtifactDownload(
            web,
            new ArtifactDownload.Place(
                wanted.toString(),
                wanted.api(),
                wanted.repository(),
                wanted.storage(),
                Map.of(
                    "Accept",
                    "application/vnd.github+json",
                    "X-GitHub-Api-Version",
                    "2022-11-28",
                    "Authorization",
                    "Bearer " + wanted.token())),
            fetching);
  }

  RunFirmware take() throws NoBuildException, IOException, InterruptedException {
    for (long run : wanted.runs()) {
      if (taken.size() + expired.size() == fetching.types().size()) {
        break; // nothing of earlier ones would count
      }
      for (Map.Entry<BoardTypeId, Artifact> artifact : newest(run).entrySet()) {
        if (!taken.containsKey(artifact.getKey()) && !expired.contains(artifact.getKey())) {
          take(run, artifact.getKey(), artifact.getValue());
        }
      }
    }
    Set<BoardTypeId> missing = new HashSet<>(fetching.types().keySet());
    missing.removeAll(taken.keySet());
    missing.removeAll(expired);
    return new RunFirmware(taken, expired, missing, others);
  }

  private void take(long run, BoardTypeId board, Artifact artifact)
      throws NoBuildException, IOException, InterruptedException {
    if (artifact.expired()) {
      expired.add(board); // what an earlier build made of it is older than what is gone
      return;
    }
    Path file = downloads.fetch(artifact);
    if (isZip(file)) {
      fetching.arrival().archive(board + ".zip", file);
    } else {
      try (InputStream content = Files.newInputStream(file)) {
        fetching.arrival().file(artifact.name(), content);
      }
    }
    Files.delete(file);
    taken.put(board, run);
  }

  /** By its first bytes (PKWARE's APPNOTE, 4.3.7), whatever it is called. */
  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      return head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] <= 8 && head[3] <= 8;
    }
  }

  private Map<BoardTypeId, Artifact> newest(long run)
      throws NoBuildException, InterruptedException {
    Map<BoardTypeId, Artifact> found = new LinkedHashMap<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Artifacts listed =
          downloads.ask(
              "actions/runs/%d/artifacts?per_page=%d&page=%d".formatted(run, PAGE, page),
              Artifacts.class);
      listed.artifacts().stream()
          .sorted(Comparator.comparingLong(Artifact::id))
          .forEach(artifact -> sort(artifact, found));
      if (listed.artifacts().size() < PAGE) {
        return found;
      }
    }
    throw NoBuildException.forGood(
        "run %d of %s has more than %d artifacts"
            .formatted(run, wanted.repository(), MOST_PAGES * PAGE));
  }

  /** A later attempt's artifact has a higher number and takes the place of an earlier one's. */
  private void sort(Artifact artifact, Map<BoardTypeId, Artifact> found) {
    for (BoardTypeId board : fetching.types().keySet()) {
      if (artifact.name().equals(board.value())
          || artifact.name().startsWith("adafruit-circuitpython-" + board + "-en_US-")) {
        Artifact unused = found.put(board, artifact);
        return;
      }
    }
    others++;
  }
}
