package org.hilfarm.drivers.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.hilfarm.drivers.console.ScriptedBoard.State;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawReplTest {
  private final Transcript transcript = new Transcript(InstantSource.system());

  @ParameterizedTest
  @EnumSource(
      names = {
        "RUNNING",
        "PRESS_ANY_KEY",
        "FRIENDLY",
        "CONTINUED",
        "PASTE_MODE",
        "RAW",
        "RAW_RUNNING"
      })
  void the_raw_repl_is_reached_from(State state) throws Exception {
    ScriptedBoard board = new ScriptedBoard(state);
    RawRepl repl = enter(board);
    assertThat(board.state).isEqualTo(State.RAW);
    assertThat(repl.exec("print('there')", ScriptedBoard.soon()))
        .isEqualTo(new Execution.Ended("there\n", "", false));
  }

  @Test
  void a_prompt_needs_one_write_only() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.PRESS_ANY_KEY);
    enter(board);
    assertThat(board.heard).containsExactly("\r\u0001");
  }

  @Test
  void code_that_catches_the_interrupt_is_asked_again() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RUNNING);
    board.interruptsToIgnore = 1;
    enter(board);
    assertThat(board.heard.stream().filter(w -> w.equals("\u0003"))).hasSize(2);
  }

  @Test
  void a_board_that_does_not_answer_is_named_with_what_it_said_last() {
    ScriptedBoard board = new ScriptedBoard(State.MUTE);
    Console console = board.console(transcript);
    board.say("E (1234) hung\u001b[0m\r\n");
    assertThatThrownBy(() -> RawRepl.enter(console, Deadline.after(Duration.ofMillis(30))))
        .isInstanceOf(ConsoleTimeoutException.class)
        .hasMessage(
            "waited 30 ms for the raw REPL's prompt, asked 1 times on serial port /dev/ttyACM0;"
                + " seen last: \"E (1234) hung\\r\\n\"");
  }

  @Test
  void output_and_traceback_come_apart() throws Exception {
    Execution ended =
        enter(new ScriptedBoard(State.RAW)).exec("print('x')\n1/0\n", ScriptedBoard.soon());
    assertThat(ended)
        .isEqualTo(
            new Execution.Ended(
                "x\n",
                """
                Traceback (most recent call last):
                  File "<stdin>", line 2, in <module>
                ZeroDivisionError: division by zero
                """,
                false));
    assertThat(((Execution.Ended) ended).raised()).isTrue();
  }

  @Test
  void long_source_is_pasted_window_by_window() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    String source = "# filler 0123456789\n".repeat(500) + "print('paste end')\n";
    assertThat(enter(board).exec(source, ScriptedBoard.soon()))
        .isEqualTo(new Execution.Ended("paste end\n", "", false));
    assertThat(board.heard).allMatch(write -> write.length() <= 256);
    assertThat(board.heard.stream().collect(Collectors.joining())).contains(source);
  }

  @Test
  void once_it_is_known_the_first_window_goes_out_with_the_question() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    RawRepl repl = enter(board);
    String source = "# filler 0123456789\n".repeat(20) + "print('long')\n";
    for (String each : List.of(source, source, "print('short')\n", "", source)) {
      board.heard.clear();
      String said = each.equals(source) ? "long\n" : each.isEmpty() ? "" : "short\n";
      assertThat(repl.exec(each, ScriptedBoard.soon()))
          .isEqualTo(new Execution.Ended(said, "", false));
      assertThat(String.join("", board.heard)).isEqualTo("\u0005A\u0001" + each + "\u0004");
    }
    assertThat(board.heard.getFirst()).isEqualTo("\u0005A\u0001" + source.substring(0, 128));
  }

  @Test
  void a_board_that_takes_less_than_before_is_not_believed() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    RawRepl repl = enter(board);
    assertThat(repl.exec("print('once')\n", ScriptedBoard.soon()))
        .isInstanceOf(Execution.Ended.class);
    board.knowsRawPaste = false;
    assertThat(repl.exec("print('twice')\n", ScriptedBoard.soon()))
        .isEqualTo(
            new Execution.Vanished(
                "",
                "serial port /dev/ttyACM0 was sent 15 bytes of source, as many as it took before,"
                    + " and takes 0 now"));
  }

  @Test
  void source_that_does_not_compile_is_not_pasted_to_its_end() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    String source = "x = = 1\n" + "# filler filler\n".repeat(100);
    Execution ended = enter(board).exec(source, ScriptedBoard.soon());
    assertThat(ended).isInstanceOf(Execution.Ended.class);
    assertThat(((Execution.Ended) ended).error()).endsWith("SyntaxError: invalid syntax\n");
    assertThat(board.heard.stream().mapToInt(String::length).sum()).isLessThan(source.length());
    assertThat(board.state).isEqualTo(State.RAW);
  }

  @Test
  void a_board_without_raw_paste_gets_chunks_and_is_not_asked_twice() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    board.knowsRawPaste = false;
    RawRepl repl = enter(board);
    String source = "#".repeat(600) + "\nprint('old')";
    assertThat(repl.exec(source, ScriptedBoard.soon()))
        .isEqualTo(new Execution.Ended("old\n", "", false));
    assertThat(repl.exec("print('again')", ScriptedBoard.soon()))
        .isEqualTo(new Execution.Ended("again\n", "", false));
    assertThat(board.heard.stream().filter(w -> w.equals("\u0005A\u0001"))).hasSize(1);
    assertThat(board.heard).allMatch(write -> write.length() <= 256);
  }

  @Test
  void the_turn_changes_with_each_window_and_is_the_boards_while_the_code_runs() throws Exception {
    Turns turns = new Turns();
    String source = "# filler 0123456789\n".repeat(20) + "print('end')\n";
    enter(new ScriptedBoard(State.RAW)).exec(source, turns, ScriptedBoard.soon());
    assertThat(turns.text.toString()).matches("(board farm ){3,}board farm board output ");
  }

  @Test
  void output_is_handed_on_whole_and_its_head_is_kept() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    Turns all = new Turns();
    String much = "print('" + "m".repeat(1000) + "')\n";
    Execution ended = enter(board).exec(much.repeat(100), all, ScriptedBoard.soon());
    assertThat(all.output.size()).isEqualTo(100 * 1002);
    assertThat(ended.stdout().getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(Execution.KEPT_BYTES - 200, Execution.KEPT_BYTES);
  }

  @Test
  void an_exit_ends_in_a_new_machine() throws Exception {
    assertThat(
            enter(new ScriptedBoard(State.RAW))
                .exec("print('bye')\nsys.exit()", ScriptedBoard.soon()))
        .isEqualTo(new Execution.Ended("bye\n", "", true));
  }

  @Test
  void a_board_that_resets_has_vanished() throws Exception {
    Execution ended =
        enter(new ScriptedBoard(State.RAW))
            .exec("print('armed')\nmicrocontroller.reset()", ScriptedBoard.soon());
    assertThat(ended).isInstanceOf(Execution.Vanished.class);
    assertThat(ended.stdout()).isEqualTo("armed\n");
    assertThat(((Execution.Vanished) ended).why())
        .startsWith("serial port /dev/ttyACM0 is gone: the board was unplugged or reset, while")
        .contains("seen last: ");
  }

  @Test
  void code_that_does_not_end_is_silent_and_can_be_interrupted() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    RawRepl repl = enter(board);
    Execution silent =
        repl.exec("print('tick')\nwhile True: pass", Deadline.after(Duration.ofMillis(10)));
    assertThat(silent).isInstanceOf(Execution.Silent.class);
    assertThat(silent.stdout()).isEqualTo("tick\n");
    assertThat(((Execution.Silent) silent).why())
        .startsWith("waited 10 ms for the end of the code's output on serial port /dev/ttyACM0;")
        .endsWith("tick\\r\\n\"");
    assertThat(
            RawRepl.enter(repl.console(), ScriptedBoard.soon())
                .exec("print('ok')", ScriptedBoard.soon()))
        .isEqualTo(new Execution.Ended("ok\n", "", false));
  }

  @Test
  void it_reloads_and_leaves() throws Exception {
    ScriptedBoard board = new ScriptedBoard(State.RAW);
    RawRepl repl = enter(board);
    repl.reload(ScriptedBoard.soon());
    assertThat(repl.leave(ScriptedBoard.soon())).hasToString(ScriptedBoard.BANNER);
    assertThat(board.state).isEqualTo(State.FRIENDLY);
  }

  private static final class Turns implements RunFollower {
    final StringBuilder text = new StringBuilder();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Override
    public void boardsTurn() {
      text.append("board ");
    }

    @Override
    public void farmsTurn() {
      text.append("farm ");
    }

    @Override
    public void output(byte[] bytes) {
      text.append("output ");
      output.writeBytes(bytes);
    }
  }

  private RawRepl enter(ScriptedBoard board) throws Exception {
    return RawRepl.enter(board.console(transcript), ScriptedBoard.soon());
  }
}
