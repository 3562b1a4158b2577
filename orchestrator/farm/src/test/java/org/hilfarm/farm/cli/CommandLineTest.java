package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.farm.wiring.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void every_command_has_help_with_an_example() {
    for (String command : CommandLineStart.commandLine(scene()).getSubcommands().keySet()) {
      out.reset();
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString(UTF_8)).contains("Usage: farm " + command, "  ./farm " + command);
    }
  }

  @Test
  void an_example_can_be_copied_from_a_terminal_of_80_columns() {
    for (var command : CommandLineStart.commandLine(scene()).getSubcommands().values()) {
      assertThat(command.getCommandSpec().usageMessage().footer())
          .filteredOn(line -> line.startsWith("  "))
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }
  }

  @Test
  void the_version_says_the_commit_and_is_that_of_the_build() throws IOException {
    assertThat(run("version")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("HIL Farm " + Version.TEXT + ", commit unknown, ");
    String line = out.toString(UTF_8);
    out.reset();
    assertThat(run("--version")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(line);
    out.reset();
    assertThat(run("version", "--json")).isZero();
    assertThat(out.toString(UTF_8)).contains("\"version\"", "\"commit\"", "\"java\"");
    Path root = Path.of(System.getProperty("repository.root", "../.."));
    assertThat(root.resolve("pom.xml"))
        .content()
        .contains("<artifactId>hil-farm</artifactId>\n  <version>" + Version.TEXT + "</version>");
  }

  @Test
  void a_misspelt_command_exits_with_2_and_a_guess() {
    assertThat(run("submti")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("Did you mean: farm submit");
  }

  @Test
  void a_folder_without_images_is_refused_before_anything_is_sent() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("submit", empty.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo(empty + ": holds no .uf2, .bin or .zip file\n");
  }

  @Test
  void all_missing_files_are_named_at_once() {
    assertThat(run("submit", "/no/a.uf2", "/no/b.uf2")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("/no/a.uf2: does not exist\n/no/b.uf2: does not exist\n");
  }

  @Test
  void every_command_of_schedule_has_help_with_an_example() {
    for (String command : new String[] {"list", "run", "pause", "resume"}) {
      out.reset();
      assertThat(run("schedule", command, "--help")).isZero();
      assertThat(out.toString(UTF_8))
          .contains(
              "Usage: farm schedule " + command, "  ./farm schedule " + command, "Exit codes");
    }
  }

  @Test
  void schedule_alone_says_what_it_can_do() {
    assertThat(run("schedule")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("say what to do: list, run, pause, resume or nights\n");
    err.reset();
    assertThat(run("schedule", "run", "Nightly")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("not a valid name of a schedule: \"Nightly\"");
  }

  @Test
  void a_pull_request_is_said_whole_or_not_at_all() {
    assertThat(run("submit", "x.uf2", "--pull-request", "4711")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("say with --commit SHA which commit of pull request 4711 this is\n");
    err.reset();
    assertThat(run("submit", "x.uf2", "--commit", "0a1b2c3d")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "--commit and --repository are said of a pull request: say --pull-request NUMBER"
                + " too\n");
    err.reset();
    assertThat(run("submit", "x.uf2", "--pull-request", "4711", "--commit", "main")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("commit: must be 7 to 64 hexadecimal digits, not \"main\"\n");
  }

  @Test
  void what_did_not_pass_is_tested_again_where_a_run_is_named() {
    assertThat(run("runs", "again", "--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("farm runs again", "counts for no");
    assertThat(run("runs", "again")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("Missing required parameter: 'RUN'");
    err.reset();
    assertThat(run("runs", "again", "no run")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("no run");
  }

  @Test
  void without_an_orchestrator_the_error_says_what_to_do() {
    assertThat(run("runs")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "no orchestrator is known: say --server URL, or start one here with ./farm serve\n");
  }

  @Test
  void an_orchestrator_that_does_not_answer_exits_with_3() {
    assertThat(run("boards", "--server", "http://127.0.0.1:1")).isEqualTo(3);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "GET http://127.0.0.1:1/api/v1/boards: cannot connect; is the orchestrator running, and"
                + " is the address right?\n");
  }

  @Test
  void a_database_is_named_as_the_farm_reads_it() {
    assertThat(run("serve", "--db", "postgres://db/farm?password=secret")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "--db: \"postgres://db/farm\" is no address of a PostgreSQL: type"
                + " --db 'jdbc:postgresql://HOST:5432/DATABASE?user=USER'\n");
    err.reset();
    assertThat(run("serve", "--jdbc-url", "jdbc:postgresql://db/farm")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("--jdbc-url is called --db now: type ./farm serve --db URL\n");
  }

  @Test
  void a_lease_that_no_rack_could_keep_is_refused() {
    assertThat(run("serve", "--lease", "1")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("--lease: 1 is not 2 to 300 seconds\n");
  }

  @Test
  void the_farms_own_configs_are_well() {
    assertThat(run("check-configs", System.getProperty("repository.root", "../.."))).isZero();
  }

  private int run(String... args) {
    return CommandLineStart.run(scene(), args);
  }

  private Scene scene() {
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 80);
    return new Scene(console, new Place(folder, folder.resolve("data")), Map.of());
  }
}
