package org.hilfarm.server.intake;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One submitted file, or a folder on this machine.
 *
 * @param name what the submitter calls it
 * @param content where its bytes are now
 */
public record Upload(String name, Path content) {
  void gather(Gathering into) {
    if (Files.isDirectory(content)) {
      FolderSource.gather(content, into);
    } else if (Arrival.isArchive(name)) {
      ZipSource.gather(content, Shown.name(name), Limits.FARM, into);
    } else if (!Files.isRegularFile(content)) {
      into.problem("%s: there is no such file or folder".formatted(Shown.name(name)));
    } else {
      into.file(
          name,
          atMost -> {
            try (InputStream in = Files.newInputStream(content)) {
              return BoundedRead.all(in, atMost);
            }
          });
    }
  }
}
