package org.hilfarm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Path SHELL = Path.of("/bin/sh");

  private final List<String> heard = new CopyOnWriteArrayList<>();

  private static Deadline plenty() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  private Ending shell(String script, Deadline deadline) throws Exception {
    return Child.run("test", Command.of(SHELL, "-c", script), heard::add, deadline);
  }

  @Test
  void its_exit_value_and_both_streams_come_back() throws Exception {
    Ending ending = shell("echo out; echo err >&2; exit 3", plenty());

    assertThat(ending)
        .isInstanceOfSatisfying(
            Ending.Exited.class,
            e -> {
              assertThat(e.value()).isEqualTo(3);
              assertThat(e.output()).isEqualTo("out\nerr\n");
            });
  }

  @Test
  void each_line_is_heard_whether_it_ends_with_a_line_feed_or_a_carriage_return() throws Exception {
    shell("printf '10 %%\\r20 %%\\r\\nlast'", plenty());

    assertThat(heard).containsExactly("10 %", "20 %", "last");
  }

  @Test
  void its_input_is_given_and_ends() throws Exception {
    Ending ending =
        Child.run(
            "test",
            Command.of(SHELL, "-c", "cat; echo end"),
            "given\n".getBytes(StandardCharsets.UTF_8),
            line -> {},
            plenty());

    assertThat(ending.output()).isEqualTo("given\nend\n");
  }

  @Test
  void a_child_that_reads_no_input_ends_all_the_same() throws Exception {
    Ending ending =
        Child.run(
            "test", Command.of(SHELL, "-c", "exit 0"), new byte[60_000], line -> {}, plenty());

    assertThat(ending).isInstanceOf(Ending.Exited.class);
  }

  @Test
  void more_input_than_a_pipe_holds_is_refused() {
    assertThatThrownBy(
            () -> Child.run("test", Command.of(SHELL), new byte[65_537], line -> {}, plenty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test: 65537 bytes of input, more than a pipe takes at once");
  }

  @Test
  void its_environment_and_folder_are_as_told(@TempDir Path folder) throws Exception {
    Command command =
        Command.of(SHELL, "-c", "echo $COLOUR; pwd -P").with("COLOUR", "a b;c").in(folder);

    Ending ending = Child.run("test", command, line -> {}, plenty());

    assertThat(ending.output()).isEqualTo("a b;c\n" + folder.toRealPath() + "\n");
  }

  @Test
  void a_flood_of_output_is_kept_at_its_head_and_tail() throws Exception {
    Command flood = Command.of(SHELL, "-c", "echo first; yes | head -c 20000000; echo last");

    Ending ending = Child.run("test", flood, line -> {}, plenty());

    assertThat(ending.output()).startsWith("first\ny\n").endsWith("y\nlast\n");
    assertThat(ending.output()).hasSizeLessThan(300_000).contains("characters left out ...]");
  }

  @Test
  void output_that_is_heard_slowly_is_heard_to_its_end_after_the_child_is_gone() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Command command = Command.of(SHELL, "-c", "echo $$; seq 5000");

    Ending ending = Child.run("test", command, line -> hearLate(line, gone), plenty());

    assertThat(ending.output()).endsWith("\n5000\n");
    assertThat(heard).hasSize(5001);
  }

  /** The first line is heard only once the child it names is gone. */
  private void hearLate(String line, CountDownLatch gone) {
    if (gone.getCount() > 0) {
      ProcessHandle.of(Long.parseLong(line)).ifPresent(child -> child.onExit().join());
      gone.countDown();
    }
    heard.add(line);
  }

  @Test
  void a_line_without_an_end_is_heard_in_pieces() throws Exception {
    shell("head -c 10000 /dev/zero | tr '\\0' x", plenty());

    assertThat(heard).extracting(String::length).containsExactly(4096, 4096, 1808);
  }

  @Test
  void a_child_that_never_ends_is_ended_at_its_deadline_with_what_it_said() throws Exception {
    Ending ending = shell("echo begun; sleep 1000", Deadline.after(Duration.ofMillis(1500)));

    assertThat(ending)
        .isInstanceOfSatisfying(
            Ending.Overdue.class,
            o -> {
              assertThat(o.output()).isEqualTo("begun\n");
              assertThat(o.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
              assertThat(o.survivors()).isEmpty();
            });
  }

  @Test
  void a_child_that_ignores_sigterm_is_ended_with_its_grandchildren() throws Exception {
    Ending ending =
        shell(
            "trap '' TERM; (trap '' TERM; sleep 1000 & echo $!; wait) & echo $!; while :; do sleep"
                + " 1000; done",
            Deadline.after(Duration.ofMillis(1500)));

    assertThat(ending).isInstanceOf(Ending.Overdue.class);
    assertGone(ending.output());
  }

  @Test
  void a_grandchild_that_stays_behind_is_ended() throws Exception {
    Ending ending = shell("sleep 1000 & echo $!", plenty());

    assertThat(ending).isInstanceOf(Ending.Exited.class);
    assertGone(ending.output());
  }

  @Test
  void a_grandchild_in_a_session_of_its_own_is_ended_too() throws Exception {
    Ending ending =
        shell(
            "setsid sh -c 'echo $$; exec sleep 1000' & sleep 1000",
            Deadline.after(Duration.ofMillis(1500)));

    assertThat(ending).isInstanceOf(Ending.Overdue.class);
    assertGone(ending.output());
  }

  private static void assertGone(String pids) {
    assertThat(pids.strip().lines().toList())
        .isNotEmpty()
        .allSatisfy(
            pid ->
                assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessTree::runs))
                    .as("process " + pid)
                    .isEmpty());
  }

  @Test
  void interrupting_the_thread_that_waits_ends_the_child() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Child.run(
                        "test",
                        Command.of(SHELL, "-c", "echo begun; sleep 1000"),
                        line -> begun.countDown(),
                        plenty());
                  } catch (Exception e) {
                    thrown.set(e);
                  }
                });
    begun.await();

    waiting.interrupt();

    waiting.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_listener_that_throws_does_not_stop_the_child() throws Exception {
    Ending ending =
        Child.run(
            "test",
            Command.of(SHELL, "-c", "echo one; echo two; exit 4"),
            line -> {
              throw new IllegalStateException("a listener's bug");
            },
            plenty());

    assertThat(ending)
        .isInstanceOfSatisfying(
            Ending.Exited.class,
            e -> {
              assertThat(e.value()).isEqualTo(4);
              assertThat(e.output()).isEqualTo("one\ntwo\n");
            });
  }

  @Test
  void a_program_that_cannot_start_is_named(@TempDir Path folder) throws Exception {
    Path program = Files.writeString(folder.resolve("no-program"), "text");

    assertThatThrownBy(() -> Child.run("test", Command.of(program, "-x"), l -> {}, plenty()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("could not start " + program + " -x: ");
  }
}
