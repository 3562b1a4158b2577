package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.process.Command;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.json.Json;

/**
 * A Chromium without a screen, told what to do by the protocol of its developers' tools. One thread
 * uses it.
 */
final class BenchBrowser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "google-chrome", "chromium-browser");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Done once there is such an element; says how many milliseconds after the address was typed. */
  private static final String SHOWN =
      """
      new Promise(done => {
        const look = () => document.querySelector(%s) ? done(performance.now()) : setTimeout(look, 5);
        look();
      })\
      """;

  private final FarmProcess process;
  private final HttpClient http;
  private final String address;

  private BenchBrowser(FarmProcess process, HttpClient http, String address) {
    this.process = process;
    this.http = http;
    this.address = address;
  }

  /** The system's, as the tests of the pages find it. */
  static Optional<Path> find() {
    String named = System.getenv().getOrDefault("HIL_FARM_CHROMIUM", "");
    return named.isBlank()
        ? NAMES.stream().flatMap(n -> found(n).stream()).findFirst()
        : Optional.of(Path.of(named)).filter(Files::isExecutable);
  }

  private static Optional<Path> found(String tool) {
    try {
      return Optional.of(Tools.here().find(tool));
    } catch (ToolMissingException e) {
      return Optional.empty();
    }
  }

  /** One with nothing in its caches, which listens on this machine alone. */
  static BenchBrowser start(Path chromium, Path profile) throws IOException, InterruptedException {
    Command command =
        Command.of(
            chromium,
            "--headless=new",
            "--no-sandbox", // as root, which a bench may be run as, it starts with none
            "--no-first-run",
            "--disable-background-networking",
            "--remote-debugging-address=127.0.0.1",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    FarmProcess process = FarmProcess.start("chromium", command);
    try {
      URI socket = URI.create(process.firstLine());
      String address = "http://127.0.0.1:" + socket.getPort();
      return new BenchBrowser(
          process, HttpClient.newBuilder().connectTimeout(SOON).build(), address);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** A window. */
  private record Window(String id, String webSocketDebuggerUrl) {}

  /**
   * How many milliseconds it takes until something is there, in a new window, with empty caches.
   *
   * @param shown by its selector
   */
  double open(String url, String shown) throws IOException, InterruptedException {
    Window window = Json.read(ask("PUT", "/json/new?about:blank"), Window.class);
    try (BenchWindow told = BenchWindow.open(http, URI.create(window.webSocketDebuggerUrl()))) {
      told.say("Network.enable", Map.of());
      told.say("Network.clearBrowserCache", Map.of());
      told.say("Network.setCacheDisabled", Map.of("cacheDisabled", true));
      told.say("Page.navigate", Map.of("url", url));
      return told.number(SHOWN.formatted(Json.write(shown)));
    } finally {
      String unused = ask("GET", "/json/close/" + window.id());
    }
  }

  private String ask(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(SOON)
            .build();
    HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      return String.join("\n", lines.limit(1_000).toList());
    }
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
