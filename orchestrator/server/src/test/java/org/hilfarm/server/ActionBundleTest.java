package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hilfarm.process.Tools;
import org.hilfarm.server.fixture.ActionStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses the action runs what is committed as its bundle: that is what its sources give. */
class ActionBundleTest {
  private static final Path ESBUILD =
      Tools.cache(System.getenv(), Path.of(System.getProperty("user.home")))
          .resolve("tools/esbuild/esbuild");

  @Test
  void the_committed_bundle_is_what_the_sources_give(@TempDir Path folder) throws Exception {
    boolean here = Files.isExecutable(ESBUILD) && ActionStep.node().isPresent();
    String hint = "this needs esbuild and Node 20 or newer: run ./farm setup";
    assertThat(here || !"true".equals(System.getenv("CI"))).as(hint).isTrue();
    assumeTrue(here, hint);
    ProcessBuilder builder =
        new ProcessBuilder(
            ActionStep.node().orElseThrow().toString(),
            ActionStep.action().toAbsolutePath().resolve("build.mjs").toString(),
            folder.toString());
    builder.environment().put("HIL_ESBUILD", ESBUILD.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    for (String file : List.of("main.mjs", "post.mjs")) {
      assertThat(folder.resolve(file))
          .as("make it anew: npm ci && npm run build, in .github/actions/hil-test")
          .hasSameTextualContentAs(ActionStep.action().resolve("dist").resolve(file));
    }
  }

  @Test
  void it_is_tested_with_the_node_that_runners_start_it_with() throws Exception {
    String hint = "this needs the Node of GitHub's runners: run ./farm setup";
    boolean here = ActionStep.runnerNode().isPresent();
    assertThat(here || !"true".equals(System.getenv("CI"))).as(hint).isTrue();
    assumeTrue(here, hint);
    Process process =
        new ProcessBuilder(
                ActionStep.node().orElseThrow().toString(), "-p", "process.versions.node")
            .redirectErrorStream(true)
            .start();
    String version = new String(process.getInputStream().readAllBytes(), UTF_8);
    String using = Files.readString(ActionStep.action().resolve("action.yml"));
    assertThat(using).contains("using: node" + version.replaceFirst("\\..*\\s*", ""));
  }

  @Test
  void the_action_brings_all_it_needs_and_names_what_it_runs() throws IOException {
    String action = Files.readString(ActionStep.action().resolve("action.yml"));
    assertThat(action)
        .contains(
            "using: node24", "main: dist/main.mjs", "post: dist/post.mjs", "post-if: always()");
    assertThat(Files.readString(ActionStep.action().resolve("package.json")))
        .doesNotContain("\"dependencies\"");
    try (Stream<Path> all = Files.list(ActionStep.action().resolve("dist"))) {
      for (Path file : all.toList()) {
        assertThat(Files.readString(file).lines().filter(l -> l.startsWith("import ")))
            .as(file.toString())
            .allMatch(l -> l.matches("import .* from \"node:[a-z_/]+\";"));
      }
    }
  }

  @Test
  void every_input_that_is_read_is_declared_and_every_output_too() throws IOException {
    String action = Files.readString(ActionStep.action().resolve("action.yml"));
    String bundle = Files.readString(ActionStep.action().resolve("dist/main.mjs"));
    var read = Pattern.compile("(?:input|oneOf|flag|whole)\\(\"([a-z-]+)\"").matcher(bundle);
    assertThat(read.results().map(r -> r.group(1)).distinct().toList())
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(action).contains("\n  " + name + ":\n"));
    var told = Pattern.compile("\\boutput\\(\"([a-z-]+)\"").matcher(bundle);
    assertThat(told.results().map(r -> r.group(1)).distinct().toList())
        .hasSizeGreaterThan(3)
        .allSatisfy(name -> assertThat(action).contains("\n  " + name + ":\n"));
  }

  @Test
  void the_examples_for_users_say_inputs_that_there_are_and_ask_for_little() throws IOException {
    String action = Files.readString(ActionStep.action().resolve("action.yml"));
    String page = Files.readString(ActionStep.action().resolve("../../../docs/github.md"));
    var blocks =
        Pattern.compile("hil-test@FULL_COMMIT_SHA\\s+with:\n((?: {10}.*\n)+)").matcher(page);
    List<String> said =
        blocks.results().flatMap(b -> b.group(1).lines()).map(String::strip).toList();
    assertThat(said)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            line ->
                assertThat(action).contains("\n  " + line.substring(0, line.indexOf(':')) + ":\n"));
    assertThat(page)
        .contains("permissions: {}", "permissions: { id-token: write }")
        .doesNotContain("permissions: write-all", "contents: write", "on: pull_request_target");
  }
}
