package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.picture.HeapPicture;
import org.hilfarm.server.picture.PowerPicture;
import org.hilfarm.server.visible.Visible;

/**
 * Writes the files beside the results. Text is made visible and bounded; only a few harmless media
 * types keep their name, anything else is offered as plain bytes and never shown.
 */
final class Attachments {
  /** As much of one attachment as a report carries; the store has the rest. */
  private static final int LIMIT = 1 << 20;

  private static final Map<String, String> ENDINGS =
      Map.of(
          "text/plain", "txt",
          "text/csv", "csv",
          "application/json", "json",
          "image/png", "png");

  /**
   * What the farm itself has drawn. As image/svg+xml Allure would show it as an object, which the
   * report's policy refuses; as any image it becomes an img, in which nothing runs.
   */
  private static final String DRAWN = "image/*";

  private final Path folder;
  private final ArtifactSource source;

  /** What the scripts of one attempt share is read and written once. */
  private final Map<Attachment, ResultFile.Attached> known = new HashMap<>();

  Attachments(Path folder, ArtifactSource source) {
    this.folder = folder;
    this.source = source;
  }

  /** What belongs to one script of one attempt. */
  List<ResultFile.Attached> of(BoardReport attempt, ScriptReport script) throws IOException {
    List<ResultFile.Attached> attached = new ArrayList<>();
    if (script.heap().isPresent()) {
      attached.add(
          drawn(HeapPicture.NAME, HeapPicture.of(script.heap().get(), title(attempt, script))));
    }
    if (script.power().isPresent()) {
      attached.add(
          drawn(PowerPicture.NAME, PowerPicture.of(script.power().get(), title(attempt, script))));
    }
    if (!script.resets().isEmpty()) {
      attached.add(table("resets in this script", ResetTable.csv(script.resets())));
    }
    if (!attempt.resets().isEmpty()) {
      attached.add(table("reset ledger of the attempt", ResetTable.csv(attempt.resets())));
    }
    for (Attachment attachment : attempt.attachments()) {
      attached.add(once(attachment));
    }
    return attached;
  }

  private static String title(BoardReport attempt, ScriptReport script) {
    return script.script() + " on " + attempt.board();
  }

  private ResultFile.Attached drawn(String name, String svg) throws IOException {
    return written(name, DRAWN, svg.getBytes(StandardCharsets.UTF_8));
  }

  private ResultFile.Attached table(String name, String csv) throws IOException {
    return written(name, "text/csv", csv.getBytes(StandardCharsets.UTF_8));
  }

  private ResultFile.Attached once(Attachment attachment) throws IOException {
    ResultFile.Attached before = known.get(attachment);
    if (before != null) {
      return before;
    }
    ResultFile.Attached now = stored(attachment);
    known.put(attachment, now);
    return now;
  }

  private ResultFile.Attached stored(Attachment attachment) throws IOException {
    Optional<byte[]> bytes = source.bytes(attachment.digest());
    String name = Visible.line(attachment.name(), 80);
    if (bytes.isEmpty()) {
      String text = "The %d bytes %s were never stored.%n";
      return written(
          name + " (missing)",
          "text/plain",
          text.formatted(attachment.bytes(), attachment.digest()).getBytes(StandardCharsets.UTF_8));
    }
    String type = harmless(attachment.mediaType());
    return written(name, type, isText(type) ? visible(bytes.get()) : bytes.get());
  }

  /** What Allure shows as text, in colours or as a table. */
  private static boolean isText(String type) {
    return type.startsWith("text/") || type.equals("application/json");
  }

  private static byte[] visible(byte[] bytes) {
    return Visible.block(new String(bytes, StandardCharsets.UTF_8), LIMIT)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String harmless(String type) {
    String bare = type.replaceFirst(";.*", "").strip();
    return ENDINGS.containsKey(bare) ? bare : "application/octet-stream";
  }

  /** Named by what is in it, so the scripts of one attempt share one file. */
  private ResultFile.Attached written(String name, String type, byte[] bytes) throws IOException {
    byte[] kept = bytes.length > LIMIT * 4 ? Arrays.copyOf(bytes, LIMIT * 4) : bytes;
    String file =
        "%s-attachment.%s"
            .formatted(
                Sha256.of(kept).brief(),
                type.equals(DRAWN) ? "svg" : ENDINGS.getOrDefault(type, "bin"));
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      Files.write(path, kept);
    }
    return new ResultFile.Attached(name, file, type);
  }
}
