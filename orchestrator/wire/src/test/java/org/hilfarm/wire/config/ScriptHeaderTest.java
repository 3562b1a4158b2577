package org.hilfarm.wire.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.CurrentDraw;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Via;
import org.junit.jupiter.api.Test;

class ScriptHeaderTest {
  private static final String WATCHDOG =
      """
      # SPDX-License-Identifier: Apache-2.0
      # /// hil
      # name = "an unfed watchdog resets the board"
      # needs = ["watchdog"]
      # timeout_s = 30
      # covers = ["adafruit/circuitpython#5021"]
      #
      # phases = [
      #   { run = "arm", ends = "reset", within_s = 5, expect = "WATCHDOG" },
      #   { run = "after", via = "code.py", usb_data_cut_s = 1.5 },
      # ]
      # ///
      import hil
      """;

  @Test
  void a_header_says_what_the_farm_must_know() throws Exception {
    Script script = parse(WATCHDOG);
    assertThat(script.name()).isEqualTo("an unfed watchdog resets the board");
    assertThat(script.needs()).containsExactly(new Ability("watchdog"));
    assertThat(script.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(script.covers()).containsExactly("adafruit/circuitpython#5021");
    assertThat(script.phases())
        .containsExactly(
            new Phase(
                "arm",
                Via.REPL,
                Ends.RESET,
                Duration.ofSeconds(5),
                Optional.of(ResetReason.WATCHDOG),
                Duration.ZERO),
            new Phase(
                "after",
                Via.CODE_PY,
                Ends.DONE,
                Duration.ofSeconds(30),
                Optional.empty(),
                Duration.ofMillis(1500)));
    assertThat(script.source()).isEqualTo(WATCHDOG);
    assertThat(script.digest()).isEqualTo(Sha256.of(WATCHDOG.getBytes(UTF_8)));
  }

  @Test
  void a_script_without_phases_is_one_that_runs_whole() throws Exception {
    Script script = parse("# /// hil\n# name = \"x\"\n# timeout_s = 1\n# ///\n");
    assertThat(script.phases()).isEmpty();
    assertThat(script.needs()).isEmpty();
  }

  @Test
  void every_problem_is_told_with_its_line() {
    String broken =
        WATCHDOG
            .replace("needs = [\"watchdog\"]", "needs = [\"Watch Dog\"]")
            .replace("timeout_s = 30", "timeout_s = 0")
            .replace("#5021", "")
            .replace("ends = \"reset\"", "ends = \"boom\"")
            .replace("run = \"after\"", "run = \"after it\", colour = 1");
    assertThatThrownBy(() -> parse(broken))
        .isInstanceOf(ConfigProblems.class)
        .hasMessage(
            """
            7 problems in the configuration:
              test-scripts/w.py:4: needs[0]: not a valid ability: "Watch Dog" (must match [a-z0-9][a-z0-9-]{0,40})
              test-scripts/w.py:5: timeout_s: must be more than nothing
              test-scripts/w.py:6: covers[0]: must be an issue, such as adafruit/circuitpython#5021, not "adafruit/circuitpython"
              test-scripts/w.py:9: phases[0].ends: must be one of done, reset, sleep, reload, power, not "boom"
              test-scripts/w.py:9: phases[0].expect: is for a phase with ends = "reset" only
              test-scripts/w.py:10: phases[1].run: must be the name of a function of the script, not "after it"
              test-scripts/w.py:10: phases[1].colour: is no key that is known here; known are run, via, ends, within_s, expect, usb_data_cut_s, acts, current
            """
                .strip());
  }

  @Test
  void a_current_is_asked_for_where_usb_is_cut_and_nowhere_else() throws Exception {
    String asked = "usb_data_cut_s = 1.5, current = { lowest = \"nap\", held_s = 2 }";
    String script = WATCHDOG.replace("usb_data_cut_s = 1.5", asked);
    assertThat(parse(script).phases().get(1).current())
        .contains(new CurrentDraw("nap", Optional.empty(), Duration.ofSeconds(2)));
    assertThat(problems(script.replace("via = \"code.py\"", "via = \"repl\"")))
        .containsExactly(
            "test-scripts/w.py:10: phases[1].current: is for a phase with via = \"code.py\" and"
                + " usb_data_cut_s only");
  }

  @Test
  void an_inner_budget_is_no_longer_than_the_outer() {
    assertThat(problems(WATCHDOG.replace("within_s = 5", "within_s = 31")))
        .containsExactly(
            "test-scripts/w.py:9: phases[0].within_s: is longer than the whole script's timeout_s");
  }

  @Test
  void a_block_that_is_not_there_or_has_no_end_is_told() {
    assertThat(problems("import hil\n"))
        .containsExactly(
            "test-scripts/w.py:1: there is no block \"# /// hil\" that says what the farm must"
                + " know");
    assertThat(problems("# /// hil\n# name = \"x\"\nimport hil\n"))
        .containsExactly(
            "test-scripts/w.py:3: the block has no end: a line \"# ///\" must come before this");
    assertThat(problems("# /// hil\n# name = \"x\"\n"))
        .containsExactly("test-scripts/w.py:2: the block has no end: a line \"# ///\" must come");
    assertThat(problems(WATCHDOG + WATCHDOG))
        .containsExactly("test-scripts/w.py:15: a second block \"# /// hil\"");
  }

  @Test
  void a_block_that_is_no_toml_is_told_with_its_line() {
    assertThat(problems(WATCHDOG.replace("timeout_s = 30", "timeout_s == 30")))
        .singleElement()
        .asString()
        .startsWith("test-scripts/w.py:5: the block is no TOML: ");
  }

  private static Script parse(String source) throws ConfigProblems {
    return ScriptHeader.parse(new ScriptId("w"), "test-scripts/w.py", source.getBytes(UTF_8));
  }

  private static List<String> problems(String source) {
    try {
      return List.of("no problem: " + parse(source));
    } catch (ConfigProblems e) {
      return e.problems().stream().map(ConfigProblem::toString).toList();
    }
  }

  @Test
  void a_script_is_for_circuitpython_unless_it_says_otherwise() throws Exception {
    assertThat(parse(WATCHDOG).firmware()).contains(Firmware.CIRCUITPYTHON);
    String plain = "# /// hil\n# name = \"x\"\n# timeout_s = 1\n# firmware = \"%s\"\n# ///\n";
    assertThat(parse(plain.formatted("micropython")).firmware()).contains(Firmware.MICROPYTHON);
    assertThat(parse(plain.formatted("any")).firmware()).isEmpty();
    assertThatThrownBy(() -> parse(plain.formatted("lua")))
        .hasMessageContaining(
            "test-scripts/w.py:4: firmware: must be circuitpython, micropython or any, not"
                + " \"lua\"");
  }

  @Test
  void only_circuitpython_runs_code_py() {
    String both = WATCHDOG.replace("# needs", "# firmware = \"any\"\n# needs");
    assertThatThrownBy(() -> parse(both))
        .hasMessageContaining(
            "phases: via = \"code.py\" is CircuitPython's; phase after of a script for any firmware"
                + " must run over the REPL");
  }

  @Test
  void a_phase_says_what_the_host_does_meanwhile() throws Exception {
    String source =
        WATCHDOG.replace(
            "usb_data_cut_s = 1.5 }",
            "ends = \"reload\", acts = [\"save big.bin 40000 twice\", \"rest 1.5\", \"key ctrl-c\"]"
                + " },\n"
                + "#   { run = \"last\", via = \"code.py\" }");
    assertThat(parse(source).phases().get(1).acts())
        .containsExactly(
            new Act.Save("big.bin", 40_000, 2),
            new Act.Rest(Duration.ofMillis(1500)),
            new Act.Key((char) 3));
    assertThat(problems(source.replace("rest 1.5", "rest well").replace("ctrl-c", "ctrl-x")))
        .containsExactly(
            "test-scripts/w.py:10: phases[1].acts[1]: must be followed by seconds, 600 at most,"
                + " not \"rest well\"",
            "test-scripts/w.py:10: phases[1].acts[2]: must be key ctrl-c, key ctrl-d or key and one"
                + " character, not \"key ctrl-x\"");
  }

  @Test
  void only_a_phase_that_ends_in_a_reset_has_its_button_pressed() throws Exception {
    String pressed = WATCHDOG.replace("run = \"arm\",", "run = \"arm\", acts = [\"press-reset\"],");
    assertThat(parse(pressed).phases().getFirst().acts()).containsExactly(new Act.PressReset());
    assertThat(problems(WATCHDOG.replace("usb_data_cut_s = 1.5", "acts = [\"press-reset\"]")))
        .containsExactly(
            "test-scripts/w.py:8: phases: phase after must end with reset for its button to be"
                + " pressed");
  }

  @Test
  void while_usb_is_cut_there_is_nothing_to_do_but_wait_and_move_a_pin() throws Exception {
    String cut =
        WATCHDOG.replace(
            "run = \"arm\",",
            "run = \"arm\", usb_data_cut_s = 4, acts = [\"rest 9\", \"pin high\"],");
    assertThat(parse(cut).phases().getFirst().acts())
        .containsExactly(new Act.Rest(Duration.ofSeconds(9)), new Act.Pin(true));
    assertThat(problems(cut.replace("pin high", "key x")))
        .containsExactly(
            "test-scripts/w.py:8: phases: phase arm is without USB: rest and pin are the acts it"
                + " may take");
  }

  @Test
  void a_reload_needs_an_act_and_a_phase_that_follows() {
    String source =
        WATCHDOG
            .replace("usb_data_cut_s = 1.5", "ends = \"reload\"")
            .replace("run = \"arm\",", "run = \"arm\", acts = [\"rest 1\"],");
    assertThat(problems(source))
        .containsExactly(
            "test-scripts/w.py:8: phases: phase arm ends in a reset: press-reset is the one act"
                + " it may take",
            "test-scripts/w.py:8: phases: phase after ends with reload, so an act must end it",
            "test-scripts/w.py:8: phases: phase after ends with reload, so a phase via ="
                + " \"code.py\" must follow");
  }
}
