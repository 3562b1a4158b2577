package org.hilfarm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Each kind of leak is made by a test class that registers nothing, run as any other is. This class
 * is held by the same check: what it does not clean up fails it.
 */
class NothingLeftBehindTest {
  /** What the leaking tests left, to be ended here. */
  private static final Deque<AutoCloseable> LEAKS = new ArrayDeque<>();

  @AfterEach
  void end_what_was_left() throws Exception {
    while (!LEAKS.isEmpty()) {
      LEAKS.pop().close();
    }
  }

  private static List<String> failures(Class<?> tests) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(tests))
            .configurationParameter(NothingLeftBehind.PATIENCE, "50")
            .build();
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    assertThat(summary.getSummary().getTestsStartedCount()).isEqualTo(1);
    return summary.getSummary().getFailures().stream()
        .map(f -> String.valueOf(f.getException().getMessage()))
        .toList();
  }

  @Test
  void a_thread_is_named() {
    assertThat(failures(LeavesAThread.class))
        .singleElement()
        .asString()
        .matches("the test left behind:\n  thread \"board-left\" \\(\\d+\\) still runs");
  }

  @Test
  void a_child_process_is_named() {
    assertThat(failures(LeavesAProcess.class))
        .singleElement()
        .asString()
        .containsPattern("process \\d+ still runs: .*sleep 60");
  }

  @Test
  void a_port_is_named() {
    assertThat(failures(LeavesAPort.class))
        .singleElement()
        .asString()
        .matches("the test left behind:\n  port \\d+ is still listened to");
  }

  @Test
  void an_open_device_and_an_open_folder_are_named() {
    assertThat(failures(LeavesADevice.class))
        .singleElement()
        .asString()
        .isEqualTo("the test left behind:\n  /dev/full is still open\n  /dev/pts is still open");
  }

  @Test
  void a_temporary_file_of_any_name_is_named() {
    assertThat(failures(LeavesAFile.class))
        .singleElement()
        .asString()
        .matches("the test left behind:\n  temporary file some.*\\.thing is still in .*");
  }

  @Test
  void what_a_constructor_left_counts() {
    assertThat(failures(ConstructorLeaves.class))
        .singleElement()
        .asString()
        .contains("thread \"constructed\"");
  }

  @Test
  void what_a_class_left_counts() {
    assertThat(failures(ClassLeaves.class))
        .singleElement()
        .asString()
        .startsWith("the test class left behind:\n  thread \"of the class\"");
  }

  @Test
  void a_test_that_cleans_up_passes() {
    assertThat(failures(LeavesNothing.class)).isEmpty();
  }

  private static void leaveThread(String name) {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(() -> awaitQuietly(end), name);
    thread.setDaemon(true);
    thread.start();
    LEAKS.push(
        () -> {
          end.countDown();
          thread.join();
        });
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static final class LeavesAThread {
    @Test
    void it_leaks_one_thing() {
      leaveThread("board-left");
    }
  }

  static final class LeavesAProcess {
    @Test
    void it_leaks_one_thing() throws IOException {
      Process sleeper = new ProcessBuilder("sleep", "60").inheritIO().start();
      LEAKS.push(() -> sleeper.destroyForcibly().waitFor());
    }
  }

  static final class LeavesAPort {
    @Test
    void it_leaks_one_thing() throws IOException {
      LEAKS.push(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
  }

  static final class LeavesADevice {
    @Test
    @SuppressWarnings("StreamResourceLeak") // the leak is what this class is for
    void it_leaks_one_thing() throws IOException {
      LEAKS.push(Files.newOutputStream(Path.of("/dev/full")));
      LEAKS.push(Files.newDirectoryStream(Path.of("/dev/pts")));
    }
  }

  static final class LeavesAFile {
    @Test
    void it_leaks_one_thing() throws IOException {
      Path file = Files.createTempFile("some", ".thing");
      LEAKS.push(() -> Files.delete(file));
    }
  }

  static final class ConstructorLeaves {
    ConstructorLeaves() {
      leaveThread("constructed");
    }

    @Test
    void it_does_nothing_itself() {}
  }

  static final class ClassLeaves {
    @BeforeAll
    static void leaks() {
      leaveThread("of the class");
    }

    @Test
    void it_does_nothing_itself() {}
  }

  static final class LeavesNothing {
    @Test
    void it_writes_and_joins(@TempDir Path folder) throws Exception {
      Files.writeString(folder.resolve("note"), "text");
      Thread thread = new Thread(() -> read(folder.resolve("note")), "short");
      thread.start();
      thread.join();
    }

    private static void read(Path file) {
      try {
        assertThat(file).hasContent("text");
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
