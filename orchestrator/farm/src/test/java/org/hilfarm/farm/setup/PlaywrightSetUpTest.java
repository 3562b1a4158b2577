package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Playwright's Node half and axe-core get into the cache, and no browser with them. */
class PlaywrightSetUpTest {
  private final Machine machine;

  PlaywrightSetUpTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    for (String program : new String[] {"tar", "gzip", "od", "base64", "sha512sum", "cp"}) {
      machine.real(program);
    }
    for (String program : new String[] {"tr", "cksum", "tail"}) {
      machine.real(program);
    }
    machine.program("bin/node", "case \"$1\" in -p) echo 20.19.2 ;; esac");
  }

  @BeforeEach
  void the_registry_has_both_packages() throws Exception {
    machine.write("root/etc/npmrc", "registry=https://machine.example\n");
    machine.write("playwright/package/cli.js", "drive");
    machine.write("playwright/package/lib/server/chromium.js", "chromium");
    machine.write("playwright/package/LICENSE", "Apache-2.0");
    machine.write("axe/package/axe.min.js", "look");
    machine.write("axe/package/locales/de.json", "{}");
    machine.write("axe/package/LICENSE", "MPL-2.0");
    machine.write(
        "source/package-lock.json",
        "{\n  \"packages\": {\n%s,\n%s\n  }\n}\n"
            .formatted(
                pinned("playwright-core", "1.62.0", "playwright"),
                pinned("axe-core", "4.14.1", "axe")));
    machine.program(
        "bin/curl",
        """
        while [ "$1" != -o ]; do shift; done
        case "$3" in *playwright*) cp '%s' "$2" ;; *) cp '%s' "$2" ;; esac\
        """
            .formatted(machine.path("playwright.tgz"), machine.path("axe.tgz")));
  }

  private String pinned(String name, String version, String box) throws Exception {
    Path file = machine.path(box + ".tgz");
    machine.run("tar -czf '%s' -C '%s' package".formatted(file, machine.path(box)));
    byte[] sha512 = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
    return """
    "node_modules/%s": {
      "version": "%s",
      "integrity": "sha512-%s"
    }\
    """
        .formatted(name, version, Base64.getEncoder().encodeToString(sha512))
        .indent(4)
        .stripTrailing();
  }

  private Ending.Exited offered(String command) throws Exception {
    return machine.run(
        "BROWSER_SOURCE='%s'; offer_playwright %s; echo goes on"
            .formatted(machine.path("source"), command));
  }

  @Test
  void both_lie_where_playwright_for_java_looks_with_their_licences() throws Exception {
    assertThat(offered("verify").output())
        .contains("farm: fetching playwright-core 1.62.0", "farm: fetching axe-core 4.14.1")
        .contains("farm: Playwright: ready in " + machine.path("cache/tools/browser"))
        .endsWith("goes on\n");
    Path placed = machine.path("cache/tools/browser");
    assertThat(placed.resolve("package/cli.js")).hasContent("drive");
    assertThat(placed.resolve("package/lib/server/chromium.js")).hasContent("chromium");
    assertThat(placed.resolve("package/LICENSE")).hasContent("Apache-2.0");
    assertThat(placed.resolve("axe-core/axe.min.js")).hasContent("look");
    assertThat(placed.resolve("axe-core/LICENSE")).hasContent("MPL-2.0");
    assertThat(placed.resolve("axe-core/locales")).doesNotExist();
    assertThat(offered("setup").output()).isEqualTo("goes on\n");
  }

  @Test
  void a_package_that_is_not_the_pinned_one_is_not_used_and_what_is_skipped_is_said()
      throws Exception {
    machine.write("axe/package/axe.min.js", "look away");
    machine.run("tar -czf '%s' -C '%s' package".formatted(machine.path("axe.tgz"), axe()));
    assertThat(offered("verify").output())
        .contains("what the registry has as axe-core 4.14.1 is not what package-lock.json pins")
        .contains("Playwright is not set up, see above; the tests in a browser are skipped.")
        .endsWith("goes on\n");
    assertThat(machine.path("cache/tools/browser")).doesNotExist();
  }

  private Path axe() {
    return machine.path("axe");
  }

  @Test
  void no_other_command_fetches_them() throws Exception {
    assertThat(offered("demo").output()).isEqualTo("goes on\n");
    assertThat(machine.calls()).isEmpty();
  }

  @Test
  void both_halves_of_playwright_are_of_one_version() throws IOException {
    Path root = Path.of(System.getProperty("repository.root"));
    String pom = Files.readString(root.resolve("pom.xml"));
    String java = pom.replaceAll("(?s).*<playwright.version>(.*)</playwright.version>.*", "$1");
    assertThat(Files.readString(root.resolve("orchestrator/farm/browser/package-lock.json")))
        .contains("\"playwright-core\": \"" + java + "\"")
        .containsPattern("node_modules/playwright-core\": \\{\\s+\"version\": \"" + java + "\"");
  }
}
