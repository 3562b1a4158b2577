package org.hilfarm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.testing.NothingLeftBehind;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class PipedChildTest {
  private static PipedChild shell(String script) throws Exception {
    return PipedChild.start("test", Command.of(Path.of("/bin/sh"), "-c", script));
  }

  private static BufferedReader reader(PipedChild child) {
    return new BufferedReader(new InputStreamReader(child.stdout(), StandardCharsets.UTF_8));
  }

  @Test
  void it_is_talked_to_line_by_line() throws Exception {
    try (PipedChild child = shell("while read x; do echo \"heard $x\"; done")) {
      BufferedReader out = reader(child);
      for (String word : new String[] {"one", "two"}) {
        child.stdin().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        child.stdin().flush();
        assertThat(out.readLine()).isEqualTo("heard " + word);
      }
    }
  }

  @Test
  void closing_it_ends_its_grandchildren_and_a_read_that_waits() throws Exception {
    CompletableFuture<String> rest = new CompletableFuture<>();
    long grandchild;
    try (PipedChild child = shell("sleep 1000 & echo $!; wait")) {
      BufferedReader out = reader(child);
      grandchild = Long.parseLong(out.readLine());
      Thread.ofPlatform()
          .start(
              () -> {
                try {
                  rest.complete(String.valueOf(out.readLine()));
                } catch (Exception e) {
                  rest.complete(e.toString());
                }
              });
    }
    assertThat(rest.get()).isIn("null", "java.io.IOException: Stream closed");
    assertThat(ProcessHandle.of(grandchild).filter(ProcessTree::runs)).isEmpty();
  }

  @Test
  void its_errors_are_kept_and_its_exit_value_is_told() throws Exception {
    PipedChild ended;
    try (PipedChild child = shell("echo broken >&2; exit 7")) {
      assertThat(child.await(Deadline.after(Duration.ofSeconds(30)))).hasValue(7);
      ended = child;
    }
    assertThat(ended.errors()).isEqualTo("broken\n");
    assertThat(ended.isAlive()).isFalse();
  }

  @Test
  void waiting_for_one_that_runs_on_tells_nothing() throws Exception {
    try (PipedChild child = shell("sleep 1000")) {
      assertThat(child.await(Deadline.after(Duration.ofMillis(50)))).isEmpty();
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void it_can_be_interrupted_as_by_ctrl_c() throws Exception {
    try (PipedChild child =
        shell("trap 'echo caught; exit 5' INT; echo ready; while :; do :; done")) {
      BufferedReader out = reader(child);
      assertThat(out.readLine()).isEqualTo("ready");

      child.interrupt();

      assertThat(out.readLine()).isEqualTo("caught");
      assertThat(child.await(Deadline.after(Duration.ofSeconds(30)))).hasValue(5);
      child.interrupt(); // it is gone: nothing happens
    }
  }
}
