package org.hilfarm.server.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.firmware.MalformedImageException;

/** A folder, or a single file, as a source of images; archives in it are opened. */
final class FolderSource {
  /** {@code <board_id>/<lang>/<file>} below a folder or two of the caller's own. */
  private static final int DEPTH = 6;

  /** A folder of a person may hold more than an archive: only images count. */
  private static final int MAX_FILES = 20_000;

  private FolderSource() {}

  static void gather(Path source, Gathering into) {
    try (Stream<Path> walk = Files.walk(source, DEPTH)) {
      List<Path> files =
          walk.filter(p -> !Files.isDirectory(p)).limit(MAX_FILES + 1L).sorted().toList();
      if (files.size() > MAX_FILES) {
        into.problem(
            "%s: it holds more than %d files: name the build's own folder"
                .formatted(Shown.name(source.toString()), MAX_FILES));
        return;
      }
      files.forEach(p -> file(p, source.relativize(p).toString(), into));
    } catch (IOException | UncheckedIOException e) {
      into.problem(
          "%s: cannot be read: %s"
              .formatted(
                  Shown.name(source.toString()), Shown.name(String.valueOf(e.getMessage()))));
    }
  }

  private static void file(Path file, String path, Gathering into) {
    if (Arrival.isArchive(path)) {
      ZipSource.gather(file, Shown.name(path), Limits.FARM, into);
    } else {
      into.file(path, atMost -> read(file, atMost));
    }
  }

  private static byte[] read(Path file, long atMost) throws IOException, MalformedImageException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new MalformedImageException("it is a link or no plain file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return BoundedRead.all(in, atMost);
    }
  }
}
