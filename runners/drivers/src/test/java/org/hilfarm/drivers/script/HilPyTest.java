package org.hilfarm.drivers.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.hilfarm.drivers.record.BoardRecord.Checked;
import org.hilfarm.drivers.record.BoardRecord.Ended;
import org.hilfarm.drivers.record.BoardRecord.How;
import org.hilfarm.drivers.record.BoardRecord.Measured;
import org.hilfarm.drivers.record.BoardRecord.Raised;
import org.hilfarm.drivers.record.BoardRecord.Skipping;
import org.hilfarm.drivers.record.BoardRecord.Started;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.Measure;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board's side of the records, run by a real MicroPython and read by the farm's side. */
class HilPyTest {
  private static final Path LIBRARY =
      Path.of(System.getProperty("repository.root"), "test-scripts", "lib");

  private final Path folder;

  HilPyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_the_board_says_arrives_as_it_was_said() throws Exception {
    RecordStream stream =
        run(
            """
            hil.start("abc", "arm", "RP2040", {"sda": "GP4"}, 3)
            hil.check('quote " back \\\\ nl \\n', True, [1, 2])
            hil.check("no", 0)
            hil.check("nothing", True, None)
            hil.check("number", True, 88)
            hil.measure("m", 1.5, "s", min=1, max=2)
            hil.run(lambda: None)
            """);
    assertThat(stream.problemAtEnd()).isEmpty();
    assertThat(stream.records())
        .containsExactly(
            new Started("arm", 3),
            new Checked(new Check("quote \" back \\ nl ?", true, "[1, 2]")),
            new Checked(new Check("no", false, "")),
            new Checked(new Check("nothing", true, "None")),
            new Checked(new Check("number", true, "88")),
            new Measured(new Measure("m", 1.5, "s", OptionalDouble.of(1), OptionalDouble.of(2))),
            new Ended(How.DONE));
  }

  @Test
  void a_value_that_is_no_number_never_passes() throws Exception {
    RecordStream stream =
        run(
            """
            hil.start("abc", "p")
            hil.measure("m", float("nan"))
            hil.run(lambda: None)
            """);
    assertThat(stream.records()).contains(new Checked(new Check("m is a number", false, "nan")));
    assertThat(stream.problemAtEnd()).isEmpty();
  }

  @Test
  void a_skip_leaves_the_phase_and_closes_it() throws Exception {
    RecordStream stream =
        run(
            """
            def phase():
                hil.skip("no target")
                hil.check("never", True)
            hil.start("abc", "p")
            hil.run(phase)
            """);
    assertThat(stream.records())
        .containsExactly(new Started("p", 0), new Skipping("no target"), new Ended(How.DONE));
  }

  @Test
  void an_exception_is_reported_and_leaves_the_phase_open() throws Exception {
    RecordStream stream =
        run(
            """
            hil.start("abc", "p")
            hil.run(lambda: 1 // 0)
            """);
    assertThat(stream.records())
        .containsExactly(new Started("p", 0), new Raised("ZeroDivisionError", "divide by zero"));
    assertThat(stream.problemAtEnd()).contains("the closing record is missing after 2 records");
  }

  @Test
  void a_phase_can_ask_for_another_round_or_promise_a_reset() throws Exception {
    assertThat(run("hil.start('abc', 'p')\nhil.run(hil.again)\n").ended()).contains(How.AGAIN);
    RecordStream reset = run("hil.start('abc', 'p')\nhil.run(hil.resetting)\n");
    assertThat(reset.ended()).contains(How.RESET);
    assertThat(reset.problemAtEnd()).isEmpty();
  }

  @Test
  void a_heap_is_reported_with_the_boards_own_time() throws Exception {
    RecordStream stream =
        run(
            """
            hil.start("abc", "p", in_round=2)
            hil.heap("full", 4096)
            hil.heap()
            hil.run(lambda: None)
            """);
    assertThat(stream.problemAtEnd()).isEmpty();
    HeapTrace trace = Said.in(List.of(PhaseOutcome.ended(stream))).heap().orElseThrow();
    HeapSample full = trace.samples().getFirst();
    assertThat(full.round()).isEqualTo(2);
    assertThat(full.at()).isEqualTo("full");
    assertThat(full.seconds()).isPositive();
    assertThat(full.free()).isPositive();
    assertThat(full.allocated()).isPositive();
    assertThat(full.largest()).hasValue(4096);
    assertThat(trace.samples().getLast().largest()).isEmpty();
  }

  @Test
  void a_script_says_when_the_host_may_act_and_when_a_reset_is_due() throws Exception {
    RecordStream ready =
        run("hil.start('abc', 'p')\nhil.ready()\nhil.ready()\nhil.run(hil.looping)\n");
    assertThat(ready.readies()).isEqualTo(2);
    assertThat(ready.ended()).contains(How.LOOP);
    RecordStream reset = run("hil.start('abc', 'p')\nhil.run(lambda: hil.resetting(4))\n");
    assertThat(reset.resetDue()).hasValue(4);
    assertThat(run("hil.start('abc', 'p')\nhil.run(hil.sleeping)\n").ended()).contains(How.SLEEP);
  }

  @Test
  void by_hand_the_same_calls_print_plain_lines() throws Exception {
    assertThat(output("hil.check('holds', True, 7)\nhil.check('fails', False)\n"))
        .isEqualTo("ok     holds 7\nFAILED fails \n");
  }

  @Test
  void saying_much_costs_no_heap() throws Exception {
    String printed =
        output(
            """
            import gc
            hil.start("abc", "p")
            def say():
                for i in range(50):
                    hil.check("something that holds", True, "a detail")
            say()
            gc.collect()
            before = gc.mem_alloc()
            say()
            gc.collect()
            # one block a record would be 800 bytes; a stale pointer may keep a block or two
            print("grown", gc.mem_alloc() - before > 200)
            """);
    assertThat(printed).contains("grown False\n");
  }

  private RecordStream run(String source) throws Exception {
    RecordStream stream = new RecordStream("abc");
    stream.feed(output(source).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return stream;
  }

  private String output(String source) throws Exception {
    Path script = folder.resolve("script.py");
    Files.writeString(
        script, "import sys\nsys.path.insert(0, '" + LIBRARY + "')\nimport hil\n" + source);
    Ending ending =
        Child.run(
            "micropython",
            Command.of(Tools.here().find("micropython"), script.toString()),
            line -> {},
            Deadline.after(Duration.ofSeconds(20)));
    return ending.output();
  }
}
