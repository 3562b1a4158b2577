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
    Map<String, String> ports = listening();
    try (Stream<Path> descriptors = Files.list(OPEN)) {
      descriptors
          .map(Descriptors::target)
          .filter(target -> !target.isEmpty() && !NOT_OURS.matcher(target).matches())
          .forEach(target -> all.put("open " + target, sentence(target, ports)));
    } catch (IOException notLinux) {
      all.remove("open "); // nothing to add
    }
  }

  private static String sentence(String target, Map<String, String> ports) {
    String port = ports.get(target);
    return port == null ? target + " is still open" : "port " + port + " is still listened to";
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /**
   * Ports by the name of the socket that listens: columns 2 (address), 4 (state) and 10 (inode).
   */
  private static Map<String, String> listening() {
    Map<String, String> ports = new TreeMap<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : lines(Path.of(table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length > 9 && columns[3].equals(LISTENS)) {
          String hex = columns[1].substring(columns[1].indexOf(':') + 1);
          ports.put("socket:[" + columns[9] + "]", String.valueOf(Integer.parseInt(hex, 16)));
        }
      }
    }
    return ports;
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
