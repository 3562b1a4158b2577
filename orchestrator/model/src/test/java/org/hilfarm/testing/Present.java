package org.hilfarm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this process has at one moment: each thing by its identity, with a sentence about it. */
record Present(Map<String, String> things) {
  /** The Java runtime's and the test platform's own come and go as they please. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "process reaper.*|ForkJoinPool.*|.*-Reference-.*|JNA"
              + " .*|VirtualThread-.*|.*Poller.*|Cleaner-\\d+|junit-.*|surefire-.*|Attach"
              + " Listener");

  /**
   * JUnit deletes its own and fails where it cannot; the serial library keeps one for its code, the
   * embedded PostgreSQL's an empty folder and a script that it deletes when the process ends.
   * Chromium ends without deleting what it was about to delete.
   */
  private static final Pattern KEPT =
      Pattern.compile(
          "junit-\\d+|junit\\d+|jSerialComm|embedded-pg|detect_linux_distribution_\\d+\\.sh"
              + "|\\.org\\.chromium\\.Chromium\\.\\w+");

  static Present now() {
    Map<String, String> all = new TreeMap<>();
    threads(all);
    children(all);
    Descriptors.into(all);
    temporaryFiles(all);
    return new Present(all);
  }

  /** Sentences about what is here now and was not before. */
  Set<String> since(Present before) {
    Set<String> left = new TreeSet<>();
    things.forEach(
        (id, sentence) -> {
          if (!before.things.containsKey(id)) {
            left.add(sentence);
          }
        });
    return left;
  }

  /** The runtime opens some sockets at their first use and keeps them: that is no test's doing. */
  static void settle() {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel.open(listener.getLocalAddress()).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void threads(Map<String, String> all) {
    for (Thread t : Thread.getAllStackTraces().keySet()) {
      ThreadGroup group = t.getThreadGroup();
      if (group != null
          && !"system".equals(group.getName())
          && !NOT_OURS.matcher(t.getName()).matches()) {
        all.put(
            "thread " + t.threadId(),
            "thread \"%s\" (%d) still runs".formatted(t.getName(), t.threadId()));
      }
    }
  }

  /** A grandchild is named too: it may outlive the child that started it. */
  private static void children(Map<String, String> all) {
    try (Stream<ProcessHandle> below = ProcessHandle.current().descendants()) {
      below.forEach(
          p ->
              all.put(
                  "process " + p.pid(),
                  "process %d still runs: %s"
                      .formatted(p.pid(), p.info().commandLine().orElse("(no command line)"))));
    }
  }

  private static void temporaryFiles(Map<String, String> all) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(f -> f.getFileName().toString())
          .filter(name -> !KEPT.matcher(name).matches())
          .forEach(
              name ->
                  all.put(
                      "file " + name, "temporary file %s is still in %s".formatted(name, folder)));
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary folder cannot be listed", e);
    }
  }
}
