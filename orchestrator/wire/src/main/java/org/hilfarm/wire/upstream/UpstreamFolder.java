package org.hilfarm.wire.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;

/**
 * A folder of upstream tests on this machine, at whatever depth. Links are not followed, and what
 * begins with a dot is left out.
 */
public final class UpstreamFolder {
  /** More tests than MicroPython has. */
  public static final int MOST = 3000;

  private static final int DEPTH = 6;
  private static final String TEST = ".py";

  private UpstreamFolder() {}

  /**
   * Every test as a script, in the order of their paths. Throws IllegalArgumentException, whose
   * message names the file, where there is none or one cannot be taken.
   */
  public static List<Script> read(Path folder) throws IOException {
    Map<ScriptId, Script> tests = new TreeMap<>();
    Map<ScriptId, Path> files = new HashMap<>();
    for (Path file : files(folder)) {
      Script test = test(folder, file);
      Path other = files.putIfAbsent(test.id(), file);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s would both be called %s; rename one".formatted(other, file, test.id()));
      }
      tests.put(test.id(), test);
    }
    if (tests.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: there is no test in it, no *.py file in it or %d folders deep"
              .formatted(folder, DEPTH - 1));
    }
    return List.copyOf(tests.values());
  }

  /** Every test as it travels with a submission. */
  public static UpstreamBundle bundle(Path folder) throws IOException {
    List<Script> checked = read(folder);
    List<UpstreamBundle.Member> members = new ArrayList<>();
    for (Path file : files(folder)) {
      Optional<String> expected = beside(file).map(b -> new String(b, ISO_8859_1));
      String source = new String(bytes(file, UpstreamTest.LONGEST), ISO_8859_1);
      members.add(new UpstreamBundle.Member(named(folder, file), source, expected));
    }
    if (members.size() != checked.size()) {
      throw new IOException(folder + ": changed while it was read");
    }
    return new UpstreamBundle(members);
  }

  /** The path that names a test: below the folder, but with the folder it lies in at least. */
  public static String named(Path folder, Path file) {
    Path inside = folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
    Path named =
        inside.getNameCount() > 1
            ? inside
            : Path.of(String.valueOf(folder.toAbsolutePath().normalize().getFileName()))
                .resolve(inside);
    String path = named.toString().replace('\\', '/');
    return path.substring(0, path.length() - TEST.length());
  }

  private static Script test(Path folder, Path file) throws IOException {
    return UpstreamTest.of(named(folder, file), bytes(file, UpstreamTest.LONGEST), beside(file));
  }

  private static Optional<byte[]> beside(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".exp");
    return Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(bytes(beside, Expectation.LONGEST))
        : Optional.empty();
  }

  /** A file that is too long is cut one byte above the limit: the test is not run then. */
  private static byte[] bytes(Path file, int most) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(most + 1);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder, DEPTH)) {
      found
          .filter(p -> p.getFileName().toString().endsWith(TEST))
          .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .filter(p -> !folder.relativize(p).toString().matches("(.*[/\\\\])?\\..*"))
          .sorted()
          .limit(MOST + 1L)
          .forEach(files::add);
    }
    if (files.size() > MOST) {
      throw new IllegalArgumentException(
          "%s: more than %d tests; name a folder of it".formatted(folder, MOST));
    }
    return files;
  }
}
