package org.hilfarm.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.server.allure.AllureResults;
import org.hilfarm.server.allure.ArtifactSource;
import org.hilfarm.server.allure.FinishedRun;

/** Allure's results as one file. */
final class AllureZip {
  /** Beyond this nobody wants it in one file. */
  private static final long LIMIT = 1L << 30;

  private AllureZip() {}

  static Path write(Path folder, FinishedRun run, ArtifactSource bytes, Instant at)
      throws IOException {
    Path results = folder.resolve("allure-results");
    AllureResults.write(results, run, bytes);
    Path zip = folder.resolve("allure-results.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file);
        Stream<Path> all = Files.list(results)) {
      List<Path> sorted = all.sorted().toList();
      long left = LIMIT;
      for (Path one : sorted) {
        left -= Files.size(one);
        if (left < 0) {
          throw new IOException("the results have more than %d bytes".formatted(LIMIT));
        }
        ZipEntry entry = new ZipEntry("allure-results/" + one.toFile().getName());
        entry.setTime(at.toEpochMilli());
        out.putNextEntry(entry);
        Files.copy(one, out);
        out.closeEntry();
      }
    }
    return zip;
  }
}
