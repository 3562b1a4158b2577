package org.hilfarm.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.server.allure.ArtifactSource;

/**
 * What boards and flashers said, byte for byte, in a zip: a folder for each attempt. The names in
 * it are of the farm's own making.
 */
final class Transcripts {
  /** Beyond this nobody wants it in one file. */
  private static final long LIMIT = 1L << 30;

  private static final int LONGEST_NAME = 60;

  private final ZipOutputStream out;
  private final Instant at;
  private final Set<String> names = new HashSet<>();
  private final Set<String> missing = new TreeSet<>();
  private long left = LIMIT;

  private Transcripts(ZipOutputStream out, Instant at) {
    this.out = out;
    this.at = at;
  }

  static Path write(Path folder, List<BoardReport> attempts, ArtifactSource bytes, Instant at)
      throws IOException {
    Path zip = folder.resolve("transcripts.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      Transcripts transcripts = new Transcripts(out, at);
      for (BoardReport attempt : attempts) {
        transcripts.add(attempt, bytes);
      }
      transcripts.end();
    }
    return zip;
  }

  private void add(BoardReport attempt, ArtifactSource bytes) throws IOException {
    String folder =
        "transcripts/%s-attempt-%d-%s/"
            .formatted(harmless(attempt.job().value()), attempt.attempt(), board(attempt));
    for (Attachment attachment : attempt.attachments()) {
      String name = unused(folder + harmless(attachment.name()), ending(attachment));
      Optional<byte[]> found = bytes.bytes(attachment.digest());
      if (found.isPresent()) {
        entry(name, found.get());
      } else {
        missing.add(name);
      }
    }
  }

  /** Says what is left out, so that nobody takes a board for silent. */
  private void end() throws IOException {
    String text =
        missing.isEmpty()
            ? "All that the boards' attempts came with is here.\n"
            : "Too old to be kept, or never stored:\n" + String.join("\n", missing) + "\n";
    entry("transcripts/README.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private void entry(String name, byte[] bytes) throws IOException {
    left -= bytes.length;
    if (left < 0) {
      throw new IOException("its transcripts have more than %d bytes".formatted(LIMIT));
    }
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static String board(BoardReport attempt) {
    return harmless(attempt.board().value());
  }

  /** Nothing that leads out of a folder, hides a file or means something to a shell. */
  private static String harmless(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[.-]+", "_");
    String whole = plain.isEmpty() ? "unnamed" : plain;
    return whole.length() > LONGEST_NAME ? whole.substring(0, LONGEST_NAME) : whole;
  }

  private static String ending(Attachment attachment) {
    boolean text = attachment.mediaType().startsWith("text/");
    return attachment.name().endsWith(".log") || attachment.name().endsWith(".txt")
        ? ""
        : text ? ".txt" : ".bin";
  }

  private String unused(String name, String ending) {
    String free = name + ending;
    for (int i = 2; !names.add(free); i++) {
      free = name + "-" + i + ending;
    }
    return free;
  }
}
