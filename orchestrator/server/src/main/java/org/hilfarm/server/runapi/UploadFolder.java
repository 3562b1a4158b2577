package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.server.intake.Upload;
import org.hilfarm.server.web.RefusedException;

/** A submission's files while they are looked at; gone when it is closed. */
public final class UploadFolder implements AutoCloseable {
  private static final int MAX_FILES = 500;
  private static final long MAX_BYTES = 256L << 20;

  private final Path folder;
  private long bytes;

  UploadFolder(Path parent) {
    try {
      this.folder = Files.createTempDirectory(parent, "upload-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store an upload in " + parent, e);
    }
  }

  /** The request's files: the parts of a multipart form, or one archive as the body. */
  List<Upload> files(Context context) {
    try {
      if (context.isMultipartFormData()) {
        return parts(context);
      }
      try (InputStream body = context.req().getInputStream()) {
        return List.of(store("upload.zip", body, 0));
      }
    } catch (IOException e) {
      throw new RefusedException(400, "the upload could not be read: " + e.getMessage());
    }
  }

  private List<Upload> parts(Context context) throws IOException {
    List<UploadedFile> parts = context.uploadedFiles();
    if (parts.size() > MAX_FILES) {
      throw new RefusedException(
          400, "the submission: %d files; at most %d are taken".formatted(parts.size(), MAX_FILES));
    }
    List<Upload> uploads = new ArrayList<>();
    for (UploadedFile part : parts) {
      try (InputStream content = part.content()) {
        uploads.add(store(part.filename(), content, uploads.size()));
      }
    }
    return uploads;
  }

  /** Under a name of our own; the submitter's is only for messages. */
  private Upload store(String name, InputStream content, int number) throws IOException {
    Path file = folder.resolve(Integer.toString(number));
    try (var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[64 << 10];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        if (bytes > MAX_BYTES) {
          throw new RefusedException(
              413, "the submission has more than %d bytes".formatted(MAX_BYTES));
        }
        out.write(buffer, 0, n);
      }
    }
    return new Upload(name, file);
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
