package org.hilfarm.server.runapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A submission's archives while they are looked at; gone when it is closed. */
public final class UploadFolder implements AutoCloseable {
  private final Path folder;
  private int files;

  UploadFolder(Path parent) {
    try {
      this.folder = Files.createTempDirectory(parent, "upload-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store an upload in " + parent, e);
    }
  }

  /** Keeps an archive under a name of our own; the submitter's is only for messages. */
  Path store(InputStream content) throws IOException {
    Path file = folder.resolve(Integer.toString(files++));
    Files.copy(content, file);
    return file;
  }

  /** Removes what a killed farm left behind. */
  public static void sweep(Path parent) {
    try (Stream<Path> left = Files.list(parent)) {
      left.filter(p -> p.getFileName().toString().startsWith("upload-"))
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
