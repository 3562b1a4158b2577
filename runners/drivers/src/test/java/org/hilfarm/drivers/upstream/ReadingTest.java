package org.hilfarm.drivers.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Expectation.Form;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.junit.jupiter.api.Test;

/** What the output of an upstream test means; the rules are those of tests/run-tests.py. */
class ReadingTest {
  @Test
  void line_ends_and_titles_do_not_count() {
    assertThat(read(Form.OUTPUT, "one\ntwo\n", "one\r\ntwo\r\r\n")).isEqualTo(right());
    assertThat(read(Form.OUTPUT, "one\n", "on\u001b]0;Done | 10.0.0\u001b\\e\r\n"))
        .isEqualTo(right());
    assertThat(read(Form.OUTPUT, "a\rb\n", "a\rb\r\n")).isEqualTo(right());
  }

  @Test
  void every_byte_counts_and_a_difference_is_shown_in_a_few_lines() {
    Finding.Wrong wrong = wrong(read(Form.OUTPUT, "1\n2\n3\n", "1\r\n\u00ff\r\n3\r\n"));
    assertThat(wrong.what()).isEqualTo("line 2 is \"\\xff\" where \"2\" is expected");
    assertThat(wrong.difference().lines())
        .startsWith("@ line 2", "-2", "-3", "-", "+\\xff")
        .hasSize(7);
    assertThat(read(Form.OUTPUT, "a\n", "a")).isInstanceOf(Finding.Wrong.class);
    assertThat(read(Form.OUTPUT, "a\n", "")).isInstanceOf(Finding.Wrong.class);
  }

  @Test
  void a_long_difference_is_cut() {
    Finding.Wrong wrong = wrong(read(Form.OUTPUT, "x\n".repeat(100), "y".repeat(9999) + "\r\n"));
    assertThat(wrong.difference()).contains("-(97 more)").hasSizeLessThan(400);
  }

  @Test
  void a_pattern_stands_for_what_differs_from_run_to_run() {
    String expected = "mem: total=\\\\d\\+, x\n########\nlast (1.0)\n";
    assertThat(read(Form.PATTERNS, expected, "mem: total=4711, x\r\na\r\nb\r\nlast (1.0)\r\n"))
        .isEqualTo(right());
    assertThat(read(Form.PATTERNS, expected, "mem: total=4711, x\r\nlast (1.0)\r\n"))
        .isEqualTo(right());
    assertThat(read(Form.PATTERNS, expected, "mem: total=, x\r\nlast (1.0)\r\n"))
        .isInstanceOf(Finding.Wrong.class);
    assertThat(read(Form.PATTERNS, expected, "mem: total=1, x\r\na\r\nlast 1-0\r\n"))
        .isInstanceOf(Finding.Wrong.class);
    assertThat(read(Form.PATTERNS, expected, "mem: total=1, x\r\na\r\nlast (1.0)\r\nmore\r\n"))
        .isInstanceOf(Finding.Wrong.class);
  }

  @Test
  void a_pattern_made_to_never_end_or_to_be_none_does_not_fit() {
    String endless = "\\(a\\*\\)\\*\\(a\\*\\)\\*\\(a\\*\\)\\*b\n";
    assertThat(read(Form.PATTERNS, endless, "a".repeat(5000) + "\r\n"))
        .isInstanceOf(Finding.Wrong.class);
    assertThat(read(Form.PATTERNS, "\\(\n", "x\r\n")).isInstanceOf(Finding.Wrong.class);
  }

  @Test
  void a_test_that_says_skip_is_skipped_with_what_it_tried() {
    String source =
        """
        # a test
        try:
            import io
            io.BytesIO
        except (ImportError, AttributeError):
            print("SKIP")
            raise SystemExit
        """;
    assertThat(read(script(source), Form.OUTPUT, "", "SKIP\r\n", ""))
        .isEqualTo(
            new Finding.Skipped("it says SKIP, as it does without \"import io; io.BytesIO\""));
    assertThat(read(Form.OUTPUT, "", "SKIP\r\n")).isEqualTo(new Finding.Skipped("it says SKIP"));
    assertThat(read(Form.OUTPUT, "x\n", "SKIP\r\nmore\r\n")).isInstanceOf(Finding.Wrong.class);
  }

  @Test
  void a_missing_module_skips_and_any_other_exception_fails() {
    String module = "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n";
    assertThat(read("", module + "ImportError: no module named 'synthio'\n"))
        .isEqualTo(new Finding.Skipped("it needs the module synthio, which is not on the board"));
    String stub = module + "NotImplementedError: synthio.LFO is not modelled by a virtual board\n";
    assertThat(read("", stub))
        .isEqualTo(
            new Finding.Skipped("it needs synthio.LFO, which a virtual board does not model"));
    assertThat(wrong(read("", module + "KeyError: 0\n")).what()).contains("KeyError: 0");
  }

  @Test
  void a_test_that_is_too_large_to_be_read_is_skipped_and_one_that_fills_the_heap_fails() {
    String memory = "MemoryError: memory allocation failed, allocating 4096 bytes\n";
    assertThat(read("", memory)).isInstanceOf(Finding.Skipped.class);
    assertThat(read("begun\r\n", memory)).isInstanceOf(Finding.Wrong.class);
    assertThat(read("", "  File \"<stdin>\", line 3, in <module>\n" + memory))
        .isInstanceOf(Finding.Wrong.class);
  }

  @Test
  void unittests_summary_is_the_last_thing_said_and_must_say_ok() {
    String ran = "-".repeat(70) + "\r\nRan 2 tests\r\n\r\n";
    assertThat(read(Form.UNITTEST, "", "..\r\n" + ran + "OK\r\n")).isEqualTo(right());
    assertThat(wrong(read(Form.UNITTEST, "", ran + "FAILED (failures=1, errors=0)\r\n")).what())
        .isEqualTo("unittest says FAILED (failures=1, errors=0)");
    assertThat(read(Form.UNITTEST, "", ran + "OK\r\nmore\r\n")).isInstanceOf(Finding.Wrong.class);
  }

  @Test
  void a_scoreboards_last_word_on_each_matter_counts() {
    String first = "  reset:  -\r\n  reload: -\r\nwriting marker\r\n";
    String last = "  reset:  PASS\r\n  reload: PASS\r\n";
    assertThat(read(Form.SCOREBOARD, "", first + last)).isEqualTo(right());
    assertThat(read(Form.SCOREBOARD, "", first + "  reset:  PASS\r\n"))
        .isEqualTo(new Finding.Skipped("its scoreboard still says reload: UNTESTED"));
    assertThat(wrong(read(Form.SCOREBOARD, "", last + "  reload: FAIL\r\n")).what())
        .isEqualTo("its scoreboard says reload: FAIL");
    assertThat(read(Form.SCOREBOARD, "", "hello\r\n")).isInstanceOf(Finding.Wrong.class);
  }

  private static Finding read(Form form, String expected, String printed) {
    return read(script(""), form, expected, printed, "");
  }

  private static Finding read(String printed, String error) {
    return read(script(""), Form.OUTPUT, "", printed, error);
  }

  private static Finding read(
      Script test, Form form, String expected, String printed, String error) {
    Printed out = new Printed();
    out.add(printed.getBytes(ISO_8859_1));
    return Reading.of(test, new Expectation(form, expected), out, error);
  }

  private static Finding right() {
    return new Finding.Right();
  }

  private static Finding.Wrong wrong(Finding finding) {
    assertThat(finding).isInstanceOf(Finding.Wrong.class);
    return (Finding.Wrong) finding;
  }

  private static Script script(String source) {
    return new Script(
        new ScriptId("upstream/basics/x"),
        "a sentence",
        Set.of(),
        Duration.ofSeconds(30),
        List.of(),
        List.of(),
        source,
        Sha256.of(new byte[0]),
        Optional.empty());
  }
}
