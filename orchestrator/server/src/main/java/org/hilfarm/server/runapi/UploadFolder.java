package org.hilfarm.server.runapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;

/** A submission's archives while they are looked at; gone when it is closed. */
public final class UploadFolder implements AutoCloseable {
  /** Every archive of an upload changes its folder when it begins. */
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(6);

  private final Path folder;
  private int files;

  UploadFolder(Path parent) {
    try {
      this.folder = Files.createTempDirectory(parent, "upload-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store an upload in " + parent, e);
    }
  }

  /** Where it lies. */
  Path path() {
    return folder;
  }

  /** Keeps an archive under a name of our own; the submitter's is only for messages. */
  Path store(InputStream content) throws IOException {
    Path file = folder.resolve(Integer.toString(files++));
    Files.copy(content, file);
    return file;
  }

  /** Removes what a killed farm left behind; another that lives may be taking something in. */
  public static void sweep(Path parent, InstantSource clock) {
    Instant before = clock.instant().minus(LONGEST_UPLOAD);
    try (Stream<Path> left = Files.list(parent)) {
      left.filter(p -> p.getFileName().toString().startsWith("upload-"))
          .filter(p -> p.toFile().lastModified() < before.toEpochMilli())
          .forEach(UploadFolder::remove);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + parent, e);
    }
  }

  @Override
  public void close() {
    remove(folder);
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
