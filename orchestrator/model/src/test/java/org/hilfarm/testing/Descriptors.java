package org.hilfarm.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this process has open, from Linux's {@code /proc}; nothing on another system. */
final class Descriptors {
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final String LISTENS = "0A"; // TCP_LISTEN, Linux include/net/tcp_states.h

  /**
   * Of the runtime: its code, its libraries, its random numbers, its event queues, this listing.
   */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          ".*\\.jar|.*\\.so(\\.[0-9.]+)?|.*\\.class|/dev/u?random|anon_inode:.*|/proc/.*|/sys/fs/.*|/memfd:.*|.*/ffi\\w+"
              + " \\(deleted\\)|"
              + Pattern.quote(System.getProperty("java.home"))
              + "/.*");

  private Descriptors() {}

  static void into(Map<String, String> all) {
    Map<String, String> sockets = sockets();
    try (Stream<Path> descriptors = Files.list(OPEN)) {
      descriptors
          .map(Descriptors::target)
          .filter(target -> !target.isEmpty() && !NOT_OURS.matcher(target).matches())
          .forEach(
              target ->
                  all.put(
                      "open " + target, sockets.getOrDefault(target, target + " is still open")));
    } catch (IOException notLinux) {
      all.remove("open "); // nothing to add
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /**
   * A sentence for each socket by its name: columns 2 and 3 (addresses), 4 (state) and 10 (inode).
   */
  private static Map<String, String> sockets() {
    Map<String, String> sockets = new TreeMap<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : lines(Path.of(table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length > 9 && !columns[0].equals("sl")) {
          String name = "socket:[" + columns[9] + "]";
          sockets.put(
              name,
              columns[3].equals(LISTENS)
                  ? "port %d is still listened to".formatted(port(columns[1]))
                  : "%s is still open, from port %d to port %d, in the kernel's state %s"
                      .formatted(name, port(columns[1]), port(columns[2]), columns[3]));
        }
      }
    }
    return sockets;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (NoSuchFileException noSuchProtocol) {
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException(table + " cannot be read", e);
    }
  }
}
