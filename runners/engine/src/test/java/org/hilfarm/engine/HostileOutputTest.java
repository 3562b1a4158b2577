package org.hilfarm.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.ScriptHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a script prints, it never passes by it, and the next one runs: through whole jobs. */
class HostileOutputTest {
  private static final String GOOD = "def run():\n    hil.check('all is well', True)\n";
  private static final String FLOOD = "def run():\n    while True: print('x' * 4000)\n";

  private final Path folder;

  HostileOutputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void endless_output_is_cut_after_8_MiB_and_the_next_script_runs() throws Exception {
    JobResult result = perform(10, List.of(script(0, 900, FLOOD), script(1, 30, GOOD)));
    Fault fault = fault(result, 0);
    assertThat(fault.kind()).isEqualTo(FaultKind.SCRIPT_RAISED);
    assertThat(fault.text())
        .contains("phase run printed without end on raspberry_pi_pico")
        .contains("the board still answers at its prompt. cut off after 8 MiB of output");
    assertThat(outcome(result, 1)).isEqualTo(new Outcome.Passed());
    assertThat(console(result)).contains("# cut off after 8 MiB of output", " bytes were not kept");
  }

  @Test
  void code_py_is_held_to_the_same() throws Exception {
    String noise = "    print(''.join(chr(c) for c in range(256) if c not in (3, 4, 0x1e)) * 20)\n";
    JobResult result =
        perform(
            10,
            List.of(
                codePy(0, 900, FLOOD),
                codePy(1, 30, GOOD + noise),
                codePy(2, 30, GOOD + "    hil._count += 1\n"),
                codePy(3, 30, GOOD + "    hil._nonce = '00000000'\n"),
                codePy(4, 30, GOOD + "    hil._record('end', 'how', 'done', 'count', 99)\n"),
                codePy(5, 30, GOOD)));
    assertThat(fault(result, 0).text())
        .contains("phase run of code.py printed without end on raspberry_pi_pico")
        .contains("cut off after 8 MiB of output");
    assertThat(outcome(result, 1)).isEqualTo(new Outcome.Passed());
    assertThat(fault(result, 2).text()).contains("came where 3 was due");
    assertThat(fault(result, 3).text()).contains("a record does not belong to this phase");
    assertThat(fault(result, 4).kind()).isEqualTo(FaultKind.RECORDS_LOST);
    assertThat(outcome(result, 5)).isEqualTo(new Outcome.Passed());
  }

  @Test
  void binary_noise_is_no_record_and_torn_ones_are_never_a_pass() throws Exception {
    String noise = "    print(''.join(chr(c) for c in range(256) if c not in (3, 4, 0x1e)) * 20)\n";
    String torn = "    print('\\x1e\\x00\\x07{{{')\n";
    JobResult result = perform(10, GOOD + noise, GOOD + noise + torn, GOOD);
    assertThat(outcome(result, 0)).isEqualTo(new Outcome.Passed());
    assertThat(fault(result, 1).kind()).isEqualTo(FaultKind.RECORDS_LOST);
    assertThat(outcome(result, 2)).isEqualTo(new Outcome.Passed());
  }

  @Test
  void records_with_a_gap_or_twice_are_never_a_pass() throws Exception {
    JobResult result =
        perform(10, GOOD + "    hil._count += 1\n", GOOD + "    hil._count -= 1\n", GOOD);
    assertThat(fault(result, 0).text()).contains("came where 2 was due");
    assertThat(fault(result, 1).text()).contains("record 1 came where 2 was due");
    assertThat(outcome(result, 2)).isEqualTo(new Outcome.Passed());
  }

  @Test
  void a_forged_closing_record_is_never_a_pass() throws Exception {
    JobResult result =
        perform(
            10,
            GOOD + "    hil._nonce = '00000000'\n",
            GOOD + "    hil._close('done')\n",
            GOOD + "    hil._record('end', 'how', 'done', 'count', 99)\n",
            GOOD);
    assertThat(fault(result, 0).text()).contains("a record does not belong to this phase");
    assertThat(fault(result, 1).text()).contains("came after the closing one");
    assertThat(fault(result, 2).kind()).isEqualTo(FaultKind.RECORDS_LOST);
    assertThat(outcome(result, 3)).isEqualTo(new Outcome.Passed());
  }

  @Test
  void ten_minutes_of_silence_pass_where_the_script_has_them_and_else_do_not() throws Exception {
    String silence =
        """
        def run():
            import time
            time.sleep(600)
            hil.check('it woke', True)
        """;
    JobResult result =
        perform(60, List.of(script(0, 900, silence), script(1, 300, silence), script(2, 9, GOOD)));
    assertThat(outcome(result, 0)).isEqualTo(new Outcome.Passed());
    assertThat(fault(result, 1).text()).contains("did not end within 300 s of board time");
    assertThat(outcome(result, 2)).isEqualTo(new Outcome.Passed());
  }

  @Test
  void a_script_that_resets_the_board_when_it_must_not_fails_and_the_next_one_runs()
      throws Exception {
    JobResult result =
        perform(10, GOOD + "    import microcontroller\n    microcontroller.reset()\n", GOOD);
    assertThat(fault(result, 0).kind()).isEqualTo(FaultKind.UNEXPECTED_RESET);
    assertThat(outcome(result, 1)).isEqualTo(new Outcome.Passed());
  }

  private JobResult perform(double rate, String... bodies) throws Exception {
    return perform(
        rate, IntStream.range(0, bodies.length).mapToObj(i -> script(i, 30, bodies[i])).toList());
  }

  private JobResult perform(double rate, List<Script> scripts) throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, "pico", VirtualRackOptions.real().withRate(rate))) {
      return new BoardJob()
          .perform(bench.work("10.2.1", Variant.GOOD, scripts), p -> {}, () -> false);
    }
  }

  private static Script codePy(int number, int seconds, String body) {
    return script(number, seconds, "run = \"run\", via = \"code.py\"", body);
  }

  private static Script script(int number, int seconds, String body) {
    return script(number, seconds, "run = \"run\"", body);
  }

  private static Script script(int number, int seconds, String phase, String body) {
    String header =
        """
        # /// hil
        # name = "a sentence"
        # timeout_s = %d
        # needs = []
        # covers = []
        # phases = [{ %s }]
        # ///
        import hil

        """;
    ScriptId id = new ScriptId("hostile/script_" + number);
    byte[] bytes = (header.formatted(seconds, phase) + body).getBytes(UTF_8);
    try {
      return ScriptHeader.parse(id, id + ".py", bytes);
    } catch (ConfigProblems e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Outcome outcome(JobResult result, int script) {
    return result.report().scripts().get(script).outcome();
  }

  private static Fault fault(JobResult result, int script) {
    Outcome outcome = outcome(result, script);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).fault();
  }

  private static String console(JobResult result) {
    Sha256 digest =
        result.report().attachments().stream()
            .filter(a -> a.name().equals("console"))
            .map(Attachment::digest)
            .findFirst()
            .orElseThrow();
    return new String(Objects.requireNonNull(result.attachments().get(digest)), UTF_8);
  }
}
