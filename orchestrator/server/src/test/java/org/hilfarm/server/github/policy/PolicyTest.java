package org.hilfarm.server.github.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hilfarm.server.postgres.GateRow.Kind;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.config.GitHubRules.Permission;
import org.hilfarm.wire.config.GitHubRules.Tier;
import org.junit.jupiter.api.Test;

/** Who waits, and who may let them pass. */
class PolicyTest {
  private final GitHubRules rules = GitHubRules.usual();
  private final Policy policy = new Policy(rules);

  @Test
  void an_author_is_as_trusted_as_github_says_they_belong() {
    assertThat(Policy.tier(Kind.PULL_REQUEST, "OWNER")).isEqualTo(Tier.T1);
    assertThat(Policy.tier(Kind.PULL_REQUEST, "collaborator")).isEqualTo(Tier.T1);
    assertThat(Policy.tier(Kind.PULL_REQUEST, "CONTRIBUTOR")).isEqualTo(Tier.T2);
    for (String word :
        new String[] {"FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "NONE", "MANNEQUIN", ""}) {
      assertThat(Policy.tier(Kind.PULL_REQUEST, word)).isEqualTo(Tier.T3);
    }
    assertThat(Policy.tier(Kind.MERGE_GROUP, "NONE")).isEqualTo(Tier.T0);
    assertThat(Policy.tier(Kind.PUSH, "")).isEqualTo(Tier.T0);
  }

  @Test
  void newcomers_wait_and_members_who_touch_what_builds_do_too() {
    assertThat(policy.whyWait(Tier.T3, Optional.empty(), 0))
        .contains("its author is new here, whose builds wait for an approval");
    assertThat(policy.whyWait(Tier.T2, Optional.of(List.of("main.c")), 0)).isEmpty();
    assertThat(policy.whyWait(Tier.T1, Optional.of(List.of("ports/nordic/supervisor/port.c")), 0))
        .contains(
            "it changes ports/nordic/supervisor/port.c (ports/*/supervisor/port.c), which waits"
                + " for an approval");
    assertThat(policy.whyWait(Tier.T1, Optional.of(List.of("ports/a/b/supervisor/port.c")), 0))
        .isEmpty();
    assertThat(policy.whyWait(Tier.T1, Optional.empty(), 0).orElseThrow())
        .startsWith("GitHub cannot list all files it changes");
    assertThat(policy.whyWait(Tier.T0, Optional.of(List.of(".github/x")), 100)).isEmpty();
  }

  @Test
  void a_pull_request_that_is_pushed_to_all_day_waits() {
    assertThat(policy.whyWait(Tier.T1, Optional.of(List.of()), 19)).isEmpty();
    assertThat(policy.whyWait(Tier.T1, Optional.of(List.of()), 20))
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
