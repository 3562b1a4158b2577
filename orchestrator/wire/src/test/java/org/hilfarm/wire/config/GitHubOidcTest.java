package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.script.SuiteId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubOidcTest {
  private final Path repository;

  GitHubOidcTest(@TempDir Path repository) {
    this.repository = repository;
  }

  private Optional<GitHubOidc> load(String yaml) throws IOException, ConfigProblems {
    Path file = repository.resolve(GitHubOidc.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return GitHubOidc.load(repository);
  }

  @Test
  void a_repository_that_is_let_in_is_read_with_what_usually_holds() throws Exception {
    GitHubOidc read =
        load("""
        other: what others read
        oidc:
          audience: https://farm.example
          repositories:
            - repository: adafruit/circuitpython
              repository_id: 64841441
              owner_id: 181069
              workflows: [.github/workflows/hil.yml@refs/heads/main]
        """)
            .orElseThrow();
    assertThat(read.issuer()).isEqualTo(GitHubOidc.GITHUB);
    assertThat(read.keys()).hasToString(GitHubOidc.GITHUB + "/.well-known/jwks");
    assertThat(read.lasts()).isEqualTo(Duration.ofHours(6));
    GitHubOidc.Repository one = read.repositories().getFirst();
    assertThat(one.events()).containsExactly("workflow_run");
    assertThat(one.suites()).containsExactly(new SuiteId("pr"));
    assertThat(one.reused()).isEmpty();
    assertThat(one.push()).isFalse();
  }

  @Test
  void without_the_section_or_the_file_nobody_is_let_in() throws Exception {
    assertThat(GitHubOidc.load(repository)).isEmpty();
    assertThat(load("other: 1\n")).isEmpty();
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    oidc:
                      audience: https://farm.example/
                      isuer: https://x
                      repositories:
                        - repository: adafruit/circuitpython
                          repository_id: many
                          workflows: [hil.yml]
                          events: [pull_request_target]
                    """))
        .isInstanceOfSatisfying(
            ConfigProblems.class,
            problems ->
                assertThat(problems.problems())
                    .extracting(p -> p.key() + " " + p.text())
                    .anyMatch(p -> p.startsWith("oidc.audience must be the farm's address"))
                    .anyMatch(p -> p.startsWith("oidc.isuer is no key that is known here"))
                    .anyMatch(p -> p.contains("repository_id must be a whole number"))
                    .anyMatch(p -> p.contains("owner_id is missing"))
                    .anyMatch(p -> p.contains("workflows[0] must be a file with its branch"))
                    .anyMatch(
                        p ->
                            p.contains("events[0] must be one of workflow_run")
                                && p.contains("may be a stranger's")));
  }

  @Test
  void a_repository_without_a_workflow_or_named_twice_is_refused() {
    String one =
        """
            - repository: a/b
              repository_id: 1
              owner_id: 2
        """;
    assertThatThrownBy(
            () -> load("oidc:\n  audience: https://farm.example\n  repositories:\n" + one))
        .hasMessageContaining("workflows: say at least one");
    String whole = one + "      workflows: [.github/workflows/hil.yml@refs/heads/main]\n";
    assertThatThrownBy(
            () ->
                load("oidc:\n  audience: https://farm.example\n  repositories:\n" + whole + whole))
        .hasMessageContaining("one repository_id is there twice");
    assertThatThrownBy(() -> load("oidc:\n  audience: https://farm.example\n"))
        .hasMessageContaining("repositories: say at least one");
  }
}
