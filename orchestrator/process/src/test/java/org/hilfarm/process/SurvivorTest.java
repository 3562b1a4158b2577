package org.hilfarm.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurvivorTest {
  private static Process sleep(Map<String, String> mark) throws IOException {
    ProcessBuilder sleep = new ProcessBuilder("sleep", "60");
    sleep.environment().putAll(mark);
    return sleep.start();
  }

  @Test
  void what_was_started_for_a_port_and_runs_on_is_found_by_the_whole_word() throws Exception {
    Process child = sleep(Survivor.mark("esptool 7-9.4"));
    try {
      assertThat(Survivor.of("7-9.4"))
          .singleElement()
          .hasToString("process %d (esptool 7-9.4)".formatted(child.pid()));
      assertThat(Survivor.of("7-9")).isEmpty();
      assertThat(Survivor.orphans()).noneMatch(s -> s.handle().pid() == child.pid());
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(Survivor.of("7-9.4")).isEmpty();
  }

  @Test
  void what_outlives_the_process_that_started_it_is_an_orphan_and_can_be_ended() throws Exception {
    Process starter = new ProcessBuilder("true").start();
    starter.waitFor();
    Map.Entry<String, String> mark = Survivor.mark("esptool 7-9.5").entrySet().iterator().next();
    Process child = sleep(Map.of(mark.getKey(), starter.pid() + " esptool 7-9.5"));
    try {
      Survivor orphan =
          Survivor.orphans().stream()
              .filter(s -> s.purpose().equals("esptool 7-9.5"))
              .findFirst()
              .orElseThrow();
      orphan.kill();
      assertThat(child.waitFor(10, SECONDS)).isTrue();
      assertThat(orphan.runs()).isFalse();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
