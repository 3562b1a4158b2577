package org.hilfarm.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.hilfarm.model.plan.JobId;
import org.junit.jupiter.api.Test;

class AttemptSeedsTest {
  private static final JobId JOB = new JobId("r1-1");

  @Test
  void the_same_attempt_has_the_same_seed_under_the_same_seed_only() {
    long seven = new AttemptSeeds(7).of(JOB, 1);
    assertThat(new AttemptSeeds(7).of(JOB, 1)).isEqualTo(seven);
    assertThat(new AttemptSeeds(8).of(JOB, 1)).isNotEqualTo(seven);
  }

  @Test
  void another_attempt_and_another_job_have_other_seeds() {
    var seeds = new AttemptSeeds(7);
    assertThat(seeds.of(JOB, 1))
        .isNotEqualTo(seeds.of(JOB, 2))
        .isNotEqualTo(seeds.of(new JobId("r1-2"), 1));
  }
}
