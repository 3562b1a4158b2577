package org.hilfarm.server.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.process.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
  private static final String XTERM = "class Terminal {}";
  private static final String STYLE = ".xterm { color: green }";

  private final Terminal terminal = new Terminal(XTERM, STYLE);

  private String document() {
    return new String(terminal.page().bytes(), UTF_8);
  }

  private String policy() {
    return Objects.requireNonNull(PageHeaders.terminal(terminal).get("Content-Security-Policy"));
  }

  @Test
  void a_farm_whose_set_up_found_none_has_none(@TempDir Path folder) {
    assertThat(Terminal.in(folder)).isEmpty();
  }

  @Test
  void another_than_the_pinned_one_is_never_shown(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.createDirectories(folder.resolve("css"));
    Files.writeString(folder.resolve("lib/xterm.js"), XTERM);
    Files.writeString(folder.resolve("css/xterm.css"), STYLE);
    assertThat(Terminal.in(folder)).isEmpty();
  }

  @Test
  void what_set_up_fetches_is_the_pinned_one() {
    Path cache = Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    assumeTrue(
        Files.exists(cache.resolve("tools/terminal")), "xterm.js is not set up: ./farm setup");
    assertThat(Terminal.fetched(cache)).isPresent();
  }

  @Test
  void each_of_its_scripts_is_whole_and_named_by_its_digest() {
    List<String> scripts = SCRIPT.matcher(document()).results().map(m -> m.group(1)).toList();
    assertThat(scripts)
        .containsExactly(XTERM, Assets.text("harmless.js"), Assets.text("terminal.js"));
    String[] named =
        Arrays.stream(policy().split("[; ]+"))
            .filter(p -> p.startsWith("'sha256-"))
            .toArray(String[]::new);
    assertThat(named)
        .containsExactly(scripts.stream().map(TerminalTest::name).toArray(String[]::new));
  }

  private static String name(String script) {
    byte[] digest = HexFormat.of().parseHex(Sha256.of(script.getBytes(UTF_8)).value());
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void it_has_no_origin_and_asks_nobody() {
    assertThat(policy())
        .contains("default-src 'none'", "sandbox allow-scripts", "frame-ancestors 'self'")
        .doesNotContain("allow-same-origin", "connect-src", "unsafe-eval", "img-src");
    assertThat(document()).contains(STYLE).doesNotContain(" src=", "<link", "@import", "url(");
  }

  @Test
  void only_a_page_with_a_terminal_may_have_a_frame() {
    assertThat(PageHeaders.withTerminal().get("Content-Security-Policy"))
        .contains("frame-src 'self'", "frame-ancestors 'none'");
    assertThat(PageHeaders.page().get("Content-Security-Policy")).doesNotContain("frame-src");
  }
}
