package org.hilfarm.server.github.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.postgres.GateRow.Kind;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.config.GitHubRules.Permission;
import org.hilfarm.wire.config.GitHubRules.Tier;
import org.junit.jupiter.api.Test;

/** Who waits, and who may let them pass. */
class PolicyTest {
  private final GitHubRules rules = GitHubRules.usual();
  private final Policy policy = new Policy(rules);

  private static PullRow by(String association) {
    return from(8, "dhalbert", association, 3);
  }

  /** Made by dhalbert, number 3. */
  private static PullRow from(long repository, String owner, String association, long pusher) {
    return new PullRow(
        7,
        1,
        new PullRow.Head("0".repeat(40), repository, owner, "fix"),
        "main",
        Optional.empty(),
        new PullRow.Author(3, "dhalbert", association),
        pusher,
        true,
        Instant.EPOCH);
  }

  @Test
  void an_author_answers_for_a_branch_that_others_may_push_to_only_as_far_as_they_pushed() {
    assertThat(Policy.tier(from(9, "stranger", "MEMBER", 3))).isEqualTo(Tier.T1);
    assertThat(Policy.tier(from(9, "stranger", "MEMBER", 9))).isEqualTo(Tier.T3);
    assertThat(Policy.tier(from(9, "stranger", "MEMBER", 0))).isEqualTo(Tier.T3);
    assertThat(policy.whyWait(from(9, "stranger", "MEMBER", 9), Optional.of(List.of()), 0))
        .contains(
            "somebody else than its author pushed to stranger's branch, so it waits for an"
                + " approval");
    assertThat(Policy.tier(from(7, "adafruit", "MEMBER", 9))).isEqualTo(Tier.T1);
    assertThat(Policy.tier(from(9, "DHalbert", "CONTRIBUTOR", 9))).isEqualTo(Tier.T2);
  }

  @Test
  void an_author_is_as_trusted_as_github_says_they_belong() {
    assertThat(Policy.tier(by("OWNER"))).isEqualTo(Tier.T1);
    assertThat(Policy.tier(by("collaborator"))).isEqualTo(Tier.T1);
    assertThat(Policy.tier(by("CONTRIBUTOR"))).isEqualTo(Tier.T2);
    for (String word :
        new String[] {"FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "NONE", "MANNEQUIN", ""}) {
      assertThat(Policy.tier(by(word))).isEqualTo(Tier.T3);
    }
    assertThat(Policy.tier(Kind.MERGE_GROUP)).isEqualTo(Tier.T0);
    assertThat(Policy.tier(Kind.PUSH)).isEqualTo(Tier.T0);
  }

  @Test
  void newcomers_wait_and_members_who_touch_what_builds_do_too() {
    assertThat(policy.whyWait(by("NONE"), Optional.empty(), 0))
        .contains("its author is new here, whose builds wait for an approval");
    assertThat(policy.whyWait(by("CONTRIBUTOR"), Optional.of(List.of("main.c")), 0)).isEmpty();
    assertThat(
            policy.whyWait(by("MEMBER"), Optional.of(List.of("ports/nordic/supervisor/port.c")), 0))
        .contains(
            "it changes ports/nordic/supervisor/port.c (ports/*/supervisor/port.c), which waits"
                + " for an approval");
    assertThat(policy.whyWait(by("MEMBER"), Optional.of(List.of("ports/a/b/supervisor/port.c")), 0))
        .isEmpty();
    assertThat(policy.whyWait(by("MEMBER"), Optional.empty(), 0).orElseThrow())
        .startsWith("GitHub cannot list all files it changes");
  }

  @Test
  void a_pull_request_that_is_pushed_to_all_day_waits() {
    assertThat(policy.whyWait(by("MEMBER"), Optional.of(List.of()), 19)).isEmpty();
    assertThat(policy.whyWait(by("MEMBER"), Optional.of(List.of()), 20))
        .contains("it has had 20 runs within a day; each further one waits for an approval");
  }

  @Test
  void what_somebody_may_do_decides_and_an_unknown_role_is_none() {
    assertThat(policy.mayApprove("write")).isTrue();
    assertThat(policy.mayApprove("admin")).isTrue();
    for (String role : new String[] {"read", "triage", "none", "", "ADMIN", "writer"}) {
      assertThat(policy.mayApprove(role)).as(role).isFalse();
      assertThat(Policy.mayAskAgain(role)).as(role).isFalse();
    }
    GitHubRules.Approval usual = rules.approval();
    Policy strict =
        new Policy(
            rules.with(
                new GitHubRules.Approval(
                    usual.tiers(), usual.paths(), usual.label(), Permission.MAINTAIN)));
    assertThat(strict.mayApprove("write")).isFalse();
    assertThat(strict.mayApprove("maintain")).isTrue();
  }
}
