package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private final Path folder;
  private final HttpServer server;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  ExportCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answers("/api/v1/runs/r1/junit.xml", 200, "<testsuites/>");
    answers("/api/v1/runs/r1/ctrf.json", 200, "{}");
    answers("/api/v1/runs/r2/", 409, "{\"problems\":[\"run r2 has no verdict yet\"]}");
    server.start();
  }

  private void answers(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(1);
  }

  private int run(String... args) {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 80);
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return CommandLineStart.run(
        new Scene(
            console, new Place(folder, folder.resolve("data")), Map.of("HIL_FARM_URL", address)),
        args);
  }

  @Test
  void a_run_is_written_to_a_file() throws IOException {
    Path file = folder.resolve("junit.xml");
    assertThat(run("export", "r1", "--format", "junit", "-o", file.toString())).isZero();
    assertThat(file).hasContent("<testsuites/>");
  }

  @Test
  void without_a_file_it_goes_to_standard_output() {
    assertThat(run("export", "r1", "--format", "ctrf")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("{}");
  }

  @Test
  void what_is_refused_leaves_the_file_as_it_was() throws IOException {
    Path file = Files.writeString(folder.resolve("junit.xml"), "before");
    assertThat(run("export", "r2", "--format", "junit", "-o", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("run r2 has no verdict yet");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsOnly("junit.xml");
  }

  @Test
  void a_folder_that_is_not_there_is_refused_before_anything_is_asked() {
    Path file = folder.resolve("no/junit.xml");
    assertThat(run("export", "r1", "--format", "junit", "-o", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("its folder does not exist");
  }

  @Test
  void a_format_that_is_none_is_a_usage_error() {
    assertThat(run("export", "r1", "--format", "xls")).isEqualTo(2);
    assertThat(run("export", "r1")).isEqualTo(2);
    assertThat(run("export", "../x", "--format", "junit")).isEqualTo(2);
  }
}
