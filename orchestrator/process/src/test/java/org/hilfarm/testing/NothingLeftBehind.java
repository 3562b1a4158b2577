package org.hilfarm.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves behind a thread, a child process, an open device, pipe or socket, or a
 * temporary file named {@code hil-<process id>-...}, and names it. What was there before the test
 * does not count.
 *
 * <p>Register it first, so that it looks last: {@code @ExtendWith(NothingLeftBehind.class)} on the
 * class. What ends a moment late (a thread on its last line) is given time to go.
 */
public final class NothingLeftBehind implements BeforeEachCallback, AfterEachCallback {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(NothingLeftBehind.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(OURS).put("before", present());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Object before = Objects.requireNonNull(context.getStore(OURS).remove("before"));
    long due = System.nanoTime() + PATIENCE;
    Set<String> left = left((Set<?>) before);
    while (!left.isEmpty() && System.nanoTime() - due < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      left = left((Set<?>) before);
    }
    if (!left.isEmpty()) {
      throw new AssertionError("the test left behind:\n  " + String.join("\n  ", left));
    }
  }

  private static Set<String> left(Set<?> before) {
    Set<String> left = present();
    left.removeAll(before);
    return left;
  }

  private static Set<String> present() {
    Set<String> all = new TreeSet<>(threads());
    all.addAll(children());
    all.addAll(descriptors());
    all.addAll(temporaryFiles());
    return all;
  }

  /** The Java runtime's own come and go as they please. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            t ->
                !t.getName()
                    .matches(
                        "process reaper.*|ForkJoinPool.*|.*-Reference-.*|JNA .*|VirtualThread-.*"))
        .filter(t -> t.getThreadGroup() != null)
        .filter(t -> !"system".equals(t.getThreadGroup().getName()))
        .map(t -> "thread " + t.threadId() + " \"" + t.getName() + "\"")
        .collect(Collectors.toSet());
  }

  private static Set<String> children() {
    try (Stream<ProcessHandle> below = ProcessHandle.current().descendants()) {
      return below
          .map(p -> "process " + p.pid() + " " + p.info().commandLine().orElse(""))
          .collect(Collectors.toSet());
    }
  }

  /** Files of the runtime (jars, its own libraries) stay open; devices, pipes, sockets must not. */
  private static Set<String> descriptors() {
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      return fds.map(NothingLeftBehind::opened)
          .filter(line -> line.matches("open (/dev/(?!u?random).*|pipe:.*|socket:.*)"))
          .collect(Collectors.toSet());
    } catch (IOException noSuchFolder) {
      return Set.of(); // not Linux
    }
  }

  private static String opened(Path fd) {
    try {
      return "open " + Files.readSymbolicLink(fd);
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** The folder is everybody's: what is the farm's own carries its process id. */
  private static Set<String> temporaryFiles() {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.startsWith("hil-" + ProcessHandle.current().pid() + "-"))
          .map(name -> "temporary file " + name)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new IllegalStateException("the temporary folder cannot be listed", e);
    }
  }
}
