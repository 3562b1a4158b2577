package org.hilfarm.server.source;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.schedule.BuildSource;

/** A folder of this host. */
final class FolderBuild {
  private FolderBuild() {}

  static String take(BuildSource.Folder source, Fetching fetching) throws NoBuildException {
    Path folder = Path.of(source.path());
    if (!Files.isDirectory(folder)) {
      throw NoBuildException.forGood(
          "%s: there is no such folder on this orchestrator's host".formatted(folder));
    }
    fetching.arrival().folder(folder);
    return source.words();
  }
}
