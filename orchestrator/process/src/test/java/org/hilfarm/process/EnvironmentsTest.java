package org.hilfarm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {
  private static final String MARKED = "HIL_FARM_TEST=marked";

  /** A process that has no environment, as one in the middle of execve, until it is told. */
  private static final String LATE = "read told; export " + MARKED + "; exec sleep 1000";

  @Test
  void a_process_without_an_environment_yet_is_waited_for() throws Exception {
    String seen =
        with(
            process -> {
              Environments environments = new Environments(plenty());
              assertThat(Environments.of(process.toHandle())).doesNotContain(MARKED);
              tell(process);
              return environments.settled(process.toHandle());
            });

    assertThat(seen).contains(MARKED);
  }

  @Test
  void one_that_never_has_an_environment_is_waited_for_no_longer_than_the_patience()
      throws Exception {
    Deadline patience = Deadline.after(Duration.ofMillis(50));
    String seen = with(process -> new Environments(patience).settled(process.toHandle()));

    assertThat(seen).isEmpty();
    assertThat(patience.passed()).isTrue();
  }

  @Test
  void a_process_that_is_gone_is_not_waited_for() throws Exception {
    Process gone = new ProcessBuilder("/bin/true").start();
    gone.waitFor();
    Deadline patience = plenty();

    assertThat(new Environments(patience).settled(gone.toHandle())).isEmpty();
    assertThat(patience.passed()).isFalse();
  }

  private static String with(Function<Process, String> look) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", LATE);
    builder.environment().clear();
    Process process = builder.start();
    try {
      untilItRunsItsProgram(process);
      return look.apply(process);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Java starts a child through a program of its own, which still has our environment. */
  private static void untilItRunsItsProgram(Process process) {
    Deadline deadline = plenty();
    while (!process.info().command().orElse("").endsWith("sh")) {
      assertThat(deadline.passed()).as("the shell never began").isFalse();
      Thread.onSpinWait();
    }
  }

  private static void tell(Process process) {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Deadline plenty() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
