package org.hilfarm.server.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hilfarm.model.build.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal of a board's page: a document of its own, for a frame without an origin. All that it
 * is made of is in it, so its policy lets it load nothing and speak to nobody but the page around
 * it. Any thread may ask.
 */
public final class Terminal {
  /** Of @xterm/xterm 5.5.0 as npm has it, in the order in which they are put together. */
  private static final Map<String, Sha256> XTERM =
      Map.of(
          "lib/xterm.js",
          new Sha256("1f991ac3b4b283ebf96e60ae23a00a52765dd3a2e46fa6fdda9f1aab032f7495"),
          "css/xterm.css",
          new Sha256("ba8e6985669488981ccf40c0cefe3aba80722cb6c92de7ad628b0bd717faf2b6"));

  static final String ADDRESS = "/terminal";
  private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);

  private final List<String> scripts;
  private final Asset document;

  /**
   * One that is made of these.
   *
   * @param xterm the program
   * @param style its style sheet
   */
  Terminal(String xterm, String style) {
    this.scripts = List.of(xterm, Assets.text("harmless.js"), Assets.text("terminal.js"));
    this.document = document(scripts, List.of(style, Assets.text("terminal.css")));
  }

  /** The one that {@code ./farm setup} put below the farm's cache. */
  public static Optional<Terminal> fetched(Path cache) {
    return in(cache.resolve("tools/terminal/xterm"));
  }

  /**
   * The one in a folder; empty where there is none, or another than the farm was made for, which
   * the log says.
   */
  static Optional<Terminal> in(Path folder) {
    try {
      return Optional.of(
          new Terminal(pinned(folder, "lib/xterm.js"), pinned(folder, "css/xterm.css")));
    } catch (IOException e) {
      LOG.warn("Boards' pages have no terminal: {}. ./farm setup fetches it", e.getMessage());
      return Optional.empty();
    }
  }

  private static String pinned(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no " + file);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!Sha256.of(bytes).equals(XTERM.get(name))) {
      throw new IOException(file + " is not the one that the farm was made for");
    }
    return new String(bytes, UTF_8);
  }

  Asset page() {
    return document;
  }

  /** Where it is; the address changes when it does. */
  String address() {
    return ADDRESS + "?v=" + document.version();
  }

  /** Its scripts, as a content security policy names them. */
  String scripts() {
    return scripts.stream().map(Terminal::hash).collect(Collectors.joining(" "));
  }

  private static Asset document(List<String> run, List<String> sheets) {
    String styles = String.join("\n", sheets);
    String scripts =
        run.stream().map(s -> "<script>" + s + "</script>").collect(Collectors.joining("\n"));
    byte[] bytes =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Terminal</title>
        <style>
        %s</style>
        </head>
        <body>
        <main id="terminal"></main>
        %s
        </body>
        </html>
        """
            .formatted(styles, scripts)
            .getBytes(UTF_8);
    return new Asset(bytes, "text/html; charset=utf-8", Sha256.of(bytes).brief());
  }

  private static String hash(String script) {
    byte[] digest = HexFormat.of().parseHex(Sha256.of(script.getBytes(UTF_8)).value());
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
