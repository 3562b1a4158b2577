package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** board-configs/github.yaml, and all that can be wrong with it. */
class GitHubRulesTest {
  private final Path repository;

  GitHubRulesTest(@TempDir Path repository) {
    this.repository = repository;
  }

  private void write(String text) throws IOException {
    Path file = repository.resolve(GitHubRules.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void without_the_file_the_farm_works_for_nobody_and_its_own_file_says_the_same()
      throws Exception {
    assertThat(GitHubRules.load(repository)).isEqualTo(GitHubRules.usual());
    assertThat(GitHubRules.load(Path.of(System.getProperty("repository.root"))))
        .isEqualTo(GitHubRules.usual());
    assertThat(GitHubRules.usual().repositories()).isEmpty();
  }

  @Test
  void what_it_says_holds() throws Exception {
    write(
        """
        repositories:
          - name: Adafruit/circuitpython
            id: 7
            workflow_id: 8
        workflow: .github/workflows/ci.yaml
        suite: pr
        push: [main]
        runs_per_day: 3
        board_checks: true
        quota: {at_once: 2, per_day: 9}
        approval:
          tiers: [T2, T3]
          paths: ["lib/**"]
          label: go
          least: maintain
        """);
    assertThat(GitHubRules.load(repository))
        .isEqualTo(
            new GitHubRules(
                List.of(
                    new GitHubRules.Repository(
                        "adafruit/circuitpython", Optional.of(7L), Optional.of(8L))),
                ".github/workflows/ci.yaml",
                GitHubRules.usual().suite(),
                Set.of("main"),
                new GitHubRules.Approval(
                    Set.of(GitHubRules.Tier.T2, GitHubRules.Tier.T3),
                    List.of(new PathPattern("lib/**")),
                    Optional.of("go"),
                    GitHubRules.Permission.MAINTAIN),
                3,
                true,
                new RunQuota(2, 9)));
  }

  @Test
  void a_quota_that_makes_no_sense_is_refused() throws Exception {
    write("quota: {at_once: 0}\n");
    assertThat(GitHubRules.check(repository))
        .extracting(ConfigProblem::text)
        .containsExactly("at_once: must be 1 to 10000");
    write("quota: {at_once: 30, per_day: 10}\n");
    assertThat(GitHubRules.check(repository))
        .extracting(ConfigProblem::text)
        .containsExactly("per_day: must be at_once (30) at least, not 10");
    write("quota: {per_day: 300}\n");
    assertThat(GitHubRules.load(repository).quota()).isEqualTo(new RunQuota(20, 300));
  }

  @Test
  void all_problems_are_told_at_once() throws Exception {
    write(
        """
        repositories:
          - name: circuitpython
          - name: adafruit/circuitpython
            id: many
        push: ["ma in"]
        runs_per_day: often
        trust: everybody
        approval:
          tiers: [T0, T9]
          paths: [/etc/passwd]
          least: read
        """);
    assertThat(GitHubRules.check(repository).stream().map(p -> p.key() + ": " + p.text()))
        .containsExactlyInAnyOrder(
            "repositories[0]: name: must be OWNER/NAME, such as adafruit/circuitpython",
            "repositories[1].id: must be a whole number, such as 118 or 0x76, not \"many\"",
            "push[0]: must be a branch's name, such as main",
            "runs_per_day: must be a whole number, such as 118 or 0x76, not \"often\"",
            "trust: is no key that is known here; known are repositories, workflow, suite, push,"
                + " approval, runs_per_day, board_checks, quota, oidc",
            "approval.tiers[1]: must be one of T0, T1, T2, T3, not \"T9\"",
            "approval.tiers: T0 is nobody's pull request, so nobody could approve it",
            "approval.paths[0]: must be a file's path such as ports/*/supervisor/port.c or"
                + " .github/**, not \"/etc/passwd\"",
            "approval.least: must be one of write, maintain, admin, not \"read\"");
  }

  @Test
  void paths_are_matched_as_a_shell_does() {
    assertThat(new PathPattern(".github/**").matches(".github/workflows/build.yml")).isTrue();
    assertThat(new PathPattern(".github/**").matches("x/.github/a")).isFalse();
    assertThat(new PathPattern("**/*.ld").matches("a.ld")).isTrue();
    assertThat(new PathPattern("**/*.ld").matches("ports/nordic/boards/x/a.ld")).isTrue();
    assertThat(new PathPattern("tools/ci_*").matches("tools/ci_set_matrix.py")).isTrue();
    assertThat(new PathPattern("tools/ci_*").matches("tools/ci_x/y")).isFalse();
    assertThat(new PathPattern("a.c").matches("axc")).isFalse();
  }
}
