package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.wire.upstream.UpstreamBundle;
import org.hilfarm.wire.upstream.UpstreamFolder;

/** The file in which upstream tests travel with a submission; closing it deletes it. */
final class UpstreamFile implements AutoCloseable {
  private final Optional<Path> file;

  private UpstreamFile(Optional<Path> file) {
    this.file = file;
  }

  /** Of a folder of tests; of none there is no file. */
  static UpstreamFile of(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return new UpstreamFile(Optional.empty());
    }
    if (!Files.isDirectory(folder.get())) {
      throw new IllegalArgumentException(
          folder.get() + ": there is no such folder of upstream tests");
    }
    byte[] bytes = UpstreamFolder.bundle(folder.get()).bytes();
    Path file =
        Files.createTempFile("hil-" + ProcessHandle.current().pid() + "-upstream-", ".json");
    return new UpstreamFile(Optional.of(Files.write(file, bytes)));
  }

  /** The files of a build, and this one. */
  List<BuildFiles.Named> with(List<BuildFiles.Named> build) {
    List<BuildFiles.Named> all = new ArrayList<>(build);
    file.ifPresent(f -> all.add(new BuildFiles.Named(UpstreamBundle.FILE_NAME, f)));
    return all;
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}
