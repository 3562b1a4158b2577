package org.hilfarm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PipedTest {

  @Test
  void what_is_written_is_answered() throws Exception {
    try (Piped child = shell("while read line; do echo \"<$line>\"; done");
        BufferedReader out = reader(child)) {
      child.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("<one>");
      assertThat(out.readLine()).isEqualTo("<two>");
    }
  }

  @Test
  void its_errors_come_with_its_output() throws Exception {
    try (Piped child = shell("echo broken >&2");
        BufferedReader out = reader(child)) {
      assertThat(out.readLine()).isEqualTo("broken");
      assertThat(out.readLine()).isNull();
    }
  }

  @Test
  void its_errors_can_be_heard_apart_line_by_line() throws Exception {
    BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    try (Piped child =
            Piped.start(
                "piped-test", List.of("/bin/sh", "-c", "echo out; echo broken >&2"), errors::add);
        BufferedReader out = reader(child)) {
      assertThat(out.readLine()).isEqualTo("out");
      assertThat(out.readLine()).isNull();
      assertThat(errors.poll(10, TimeUnit.SECONDS)).isEqualTo("broken");
    }
  }

  @Test
  void it_can_be_interrupted_as_by_ctrl_c() throws Exception {
    try (Piped child = shell("trap 'echo caught; exit 5' INT; echo ready; while :; do :; done");
        BufferedReader out = reader(child)) {
      assertThat(out.readLine()).isEqualTo("ready");
      child.interrupt();
      assertThat(out.readLine()).isEqualTo("caught");
      assertThat(out.readLine()).isNull();
      child.interrupt(); // it is gone: nothing happens
    }
  }

  @Test
  void closing_ends_it_whatever_it_does() throws Exception {
    Piped child = shell("trap '' INT TERM; echo ready; while :; do sleep 0.01; done");
    try (BufferedReader out = reader(child)) {
      assertThat(out.readLine()).isEqualTo("ready");
      assertThat(child.ending()).isEqualTo("still running");
      child.close();
      assertThat(child.ending()).isEqualTo("exit code 137");
    }
  }

  @Test
  void a_program_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Piped.start(List.of("/no/such/program")).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program");
  }

  /** Whoever starts tests in the background has SIGINT ignored, and a shell cannot undo that. */
  private static Piped shell(String script) throws IOException {
    return Piped.start(List.of("/usr/bin/env", "--default-signal=INT", "/bin/sh", "-c", script));
  }

  private static BufferedReader reader(Piped child) {
    return new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8));
  }
}
