package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.plan.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {
  private static final RunId RUN = new RunId("r1");

  private final Path folder;
  private final ReportFiles files;

  ReportFilesTest(@TempDir Path data) throws IOException {
    this.folder = data.resolve("reports");
    this.files = new ReportFiles(folder);
    Files.createDirectories(folder.resolve("r1/data/attachments"));
    Files.writeString(folder.resolve("r1/index.html"), "<html>");
    Files.writeString(folder.resolve("r1/data/attachments/a.html"), "<html>");
    Files.writeString(folder.resolve("r1/data/attachments/a.txt"), "text");
    Files.writeString(folder.resolve("r1/data/attachments/a.svg"), "<svg/>");
    Files.createDirectories(folder.resolve(".history"));
    Files.writeString(data.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("r1/link.txt"), data.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("r1/out"), data);
  }

  @Test
  void the_start_page_and_the_files_of_a_report_are_found() {
    assertThat(files.find(RUN, ""))
        .hasValueSatisfying(
            f -> {
              assertThat(f.file()).isEqualTo(folder.resolve("r1/index.html"));
              assertThat(f.contentType()).isEqualTo("text/html; charset=utf-8");
              assertThat(f.headers())
                  .containsEntry("X-Content-Type-Options", "nosniff")
                  .hasEntrySatisfying(
                      "Content-Security-Policy",
                      csp -> assertThat(csp).startsWith("default-src 'none'; script-src 'self'; "));
            });
    assertThat(files.find(RUN, "data/attachments/a.txt")).isPresent();
  }

  @Test
  void a_page_from_a_board_is_not_a_page_and_runs_nothing() {
    assertThat(files.find(RUN, "data/attachments/a.html"))
        .hasValueSatisfying(
            f -> {
              assertThat(f.contentType()).isEqualTo("application/octet-stream");
              assertThat(f.headers().get("Content-Security-Policy")).contains("sandbox");
            });
  }

  @Test
  void a_picture_the_farm_has_drawn_is_shown_and_runs_nothing() {
    assertThat(files.find(RUN, "data/attachments/a.svg"))
        .hasValueSatisfying(
            f -> {
              assertThat(f.contentType()).isEqualTo("image/svg+xml");
              assertThat(f.headers().get("Content-Security-Policy"))
                  .isEqualTo(
                      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors"
                          + " 'self'");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "data/../../../secret.txt",
        "..\\secret.txt",
        "%2e%2e/secret.txt",
        "/etc/passwd",
        "//index.html",
        "data//attachments/a.txt",
        "./index.html",
        "link.txt",
        "out/secret.txt",
        "index.html\0.png",
        "data",
        "data/",
        "gone.html",
        "a/b/c/d/e/f/g"
      })
  void nothing_else_is_ever_answered(String path) {
    assertThat(files.find(RUN, path)).isEmpty();
  }
}
