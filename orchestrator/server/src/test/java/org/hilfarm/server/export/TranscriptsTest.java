package org.hilfarm.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {
  private static final byte[] SAID = "<script>\u001b]52;c;!\u0007".getBytes(UTF_8);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static Attachment attached(String name, String type, byte[] bytes) {
    return new Attachment(name, type, Sha256.of(bytes), bytes.length);
  }

  private static BoardReport attempt(int number, Attachment... attachments) {
    return new BoardReport(
        new JobId("r7-1"),
        number,
        new RackId("demo"),
        new BoardSerial("P1"),
        TestData.PICO.id(),
        Reports.notRunning(FaultKind.FLASH_FAILED),
        List.of(),
        List.of(),
        Arrays.asList(attachments),
        NOON,
        NOON.plus(Duration.ofMinutes(1)));
  }

  private static Map<String, String> written(Path folder, BoardReport... attempts)
      throws Exception {
    Path zip =
        Transcripts.write(
            folder,
            Arrays.asList(attempts),
            digest -> digest.equals(Sha256.of(SAID)) ? Optional.of(SAID) : Optional.empty(),
            NOON);
    Map<String, String> files = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        files.put(e.getName(), new String(entries.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  @Test
  void each_attempt_has_its_folder_and_what_was_said_is_not_touched(@TempDir Path folder)
      throws Exception {
    Map<String, String> files =
        written(
            folder,
            attempt(1, attached("console", "text/plain", SAID)),
            attempt(2, attached("debug-uart.log", "text/plain", SAID)));
    assertThat(files.keySet())
        .containsExactly(
            "transcripts/r7-1-attempt-1-P1/console.txt",
            "transcripts/r7-1-attempt-2-P1/debug-uart.log",
            "transcripts/README.txt");
    assertThat(files).containsEntry("transcripts/r7-1-attempt-1-P1/console.txt", text(SAID));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void no_name_leads_out_of_its_folder_or_hides_another(@TempDir Path folder) throws Exception {
    Map<String, String> files =
        written(
            folder,
            attempt(
                1,
                attached("../../etc/passwd", "text/plain", SAID),
                attached("..", "text/plain", SAID),
                attached("console", "text/plain", SAID),
                attached("console", "text/plain", SAID),
                attached("x".repeat(500), "application/x-evil", SAID)));
    assertThat(files.keySet())
        .containsExactly(
            "transcripts/r7-1-attempt-1-P1/__.._etc_passwd.txt",
            "transcripts/r7-1-attempt-1-P1/_.txt",
            "transcripts/r7-1-attempt-1-P1/console.txt",
            "transcripts/r7-1-attempt-1-P1/console-2.txt",
            "transcripts/r7-1-attempt-1-P1/" + "x".repeat(60) + ".bin",
            "transcripts/README.txt");
  }

  @Test
  void what_is_not_there_any_more_is_named(@TempDir Path folder) throws Exception {
    byte[] gone = "gone".getBytes(UTF_8);
    Map<String, String> files =
        written(folder, attempt(1, attached("console", "text/plain", gone)));
    assertThat(files)
        .hasSize(1)
        .containsEntry(
            "transcripts/README.txt",
            "Too old to be kept, or never stored:\ntranscripts/r7-1-attempt-1-P1/console.txt\n");
  }
}
