package org.hilfarm.wire.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Expectation.Form;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;

/** Makes a script of one upstream test; the rules are those of tests/run-tests.py. */
public final class UpstreamTest {
  /** No test is longer; upstream's longest has some 30 KiB. */
  public static final int LONGEST = 256 * 1024;

  /** What run-tests.py gives each. */
  private static final Duration BUDGET = Duration.ofSeconds(30);

  /** A scoreboard's test waits and restarts by itself. */
  private static final Duration SCOREBOARD_BUDGET = Duration.ofSeconds(60);

  /** {@code tests_with_regex_output} in run-tests.py. */
  private static final Set<String> PATTERNS =
      Set.of(
          "micropython/meminfo",
          "basics/bytes_compare3",
          "basics/builtin_help",
          "basics/weakref_callback_exception",
          "misc/sys_settrace_cov",
          "net_inet/tls_text_errors",
          "ports/unix/extra_coverage",
          "thread/thread_exc2",
          "ports/esp32/partition_ota");

  private static final Pattern HASHES = Pattern.compile("(?m)^########$");
  private static final Pattern UNITTEST = Pattern.compile("(?m)^(import|from) unittest\\b");
  private static final Pattern COMMAND_LINE =
      Pattern.compile("(^|/)(cmdline|feature_check)/|(^|/)repl_[^/]*$");

  private UpstreamTest() {}

  /**
   * One test.
   *
   * @param path below the tests' folder, with the folder it lies in and without {@code .py}
   * @param source the file
   * @param expected what lies beside it as {@code .py.exp}
   */
  public static Script of(String path, byte[] source, Optional<byte[]> expected) {
    Optional<String> text = source.length > LONGEST ? Optional.of("") : utf8(source);
    return new Script(
        id(path),
        path + ".py prints what it should",
        Set.of(),
        isScoreboard(text.orElse("")) ? SCOREBOARD_BUDGET : BUDGET,
        List.of(),
        List.of(),
        text.orElse(""),
        Sha256.of(source),
        Optional.empty(),
        Optional.of(
            source.length > LONGEST
                ? notRun("it is longer than " + LONGEST / 1024 + " KiB")
                : expectation(path, text, expected)));
  }

  /** A path as a script's name. */
  static ScriptId id(String path) {
    String plain = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_/]", "_");
    return new ScriptId(ScriptId.UPSTREAM + "/" + plain);
  }

  private static Expectation expectation(
      String path, Optional<String> source, Optional<byte[]> expected) {
    if (source.isEmpty()) {
      return notRun("it is no UTF-8 text");
    }
    if (COMMAND_LINE.matcher(path).find()) {
      return notRun("it is for the command line of the Unix port");
    }
    if (expected.isPresent()) {
      return output(path, new String(expected.get(), StandardCharsets.ISO_8859_1));
    }
    if (UNITTEST.matcher(source.get()).find()) {
      return new Expectation(Form.UNITTEST, "");
    }
    return isScoreboard(source.get())
        ? new Expectation(Form.SCOREBOARD, "")
        : notRun("no expected output beside it");
  }

  private static Expectation output(String path, String expected) {
    if (expected.length() > Expectation.LONGEST) {
      return notRun("its expected output is longer than " + Expectation.LONGEST / 1024 + " KiB");
    }
    String lines = expected.replace("\r\n", "\n");
    boolean patterns = PATTERNS.stream().anyMatch(path::endsWith) || HASHES.matcher(lines).find();
    return new Expectation(patterns ? Form.PATTERNS : Form.OUTPUT, lines);
  }

  /** tests/circuitpython-manual has such: they print a line with PASS or FAIL for each matter. */
  private static boolean isScoreboard(String source) {
    return source.contains("scoreboard")
        && source.contains("\"PASS\"")
        && source.contains("\"FAIL\"");
  }

  private static Expectation notRun(String why) {
    return new Expectation(Form.NOT_RUN, why);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
