package org.hilfarm.wire.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.json.Json;

/**
 * Upstream tests on their way with a submission: one file among the images. They are data, never
 * run on a host: a board runs them, and what it prints is compared.
 *
 * @param tests in order
 */
public record UpstreamBundle(List<Member> tests) {
  /** What the file is called. */
  public static final String FILE_NAME = "upstream-tests.json";

  /** An offer of work with all of it is still one that an agent takes. */
  public static final int LONGEST = 5 << 20;

  /** In one submission. */
  public static final int MOST = 1000;

  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}){1,6}");

  public UpstreamBundle {
    tests = List.copyOf(tests);
  }

  /**
   * One test.
   *
   * @param path as {@link UpstreamFolder#named} gives it
   * @param source the file, one character a byte
   * @param expected what lies beside it
   */
  public record Member(String path, String source, Optional<String> expected) {}

  /** The file's bytes. Throws IllegalArgumentException where they are too many. */
  public byte[] bytes() {
    byte[] bytes = Json.write(this).getBytes(UTF_8);
    if (bytes.length > LONGEST || tests.size() > MOST) {
      throw new IllegalArgumentException(
          "%d upstream tests with %d KiB; a submission takes %d tests with %d KiB: name a folder of"
                  .formatted(tests.size(), bytes.length / 1024, MOST, LONGEST / 1024)
              + " them");
    }
    return bytes;
  }

  /** Reads one; throws with what is wrong with it. */
  public static List<Script> scripts(byte[] bytes) throws IOException {
    UpstreamBundle bundle = Json.read(bytes, UpstreamBundle.class);
    if (bundle.tests.size() > MOST) {
      throw new IOException(
          "it holds %d tests; at most %d are taken".formatted(bundle.tests.size(), MOST));
    }
    Map<ScriptId, Script> scripts = new TreeMap<>();
    for (Member member : bundle.tests) {
      if (!PATH.matcher(member.path()).matches()) {
        throw new IOException("a test has a path that is none: folders and a name are wanted");
      }
      Script script =
          UpstreamTest.of(
              member.path(),
              member.source().getBytes(ISO_8859_1),
              member.expected().map(e -> e.getBytes(ISO_8859_1)));
      if (scripts.put(script.id(), script) != null) {
        throw new IOException("two tests are called " + script.id());
      }
    }
    return List.copyOf(scripts.values());
  }
}
