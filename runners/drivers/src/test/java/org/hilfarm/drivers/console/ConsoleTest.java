package org.hilfarm.drivers.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.ScriptedBoard.State;
import org.hilfarm.drivers.serial.LinkLostException;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ScriptedBoard board = new ScriptedBoard(State.MUTE);
  private final Console console = board.console(new Transcript(InstantSource.system()));

  @Test
  void a_title_in_the_middle_of_a_line_is_not_seen() throws Exception {
    board.say(
        "Code do" + ScriptedBoard.TITLE.formatted("Done") + "ne \u001b[2K\u001b[0Grunning.\r\n");
    console.expect("Code done running.", ScriptedBoard.now());
  }

  @Test
  void text_may_come_in_pieces() throws Exception {
    String text = "raw " + ScriptedBoard.TITLE.formatted("Done") + "REPL; CTRL-B to exit\r\n>";
    var speaking =
        CompletableFuture.runAsync(
            () -> text.chars().forEach(c -> board.say(String.valueOf((char) c))));
    console.expect(ScriptedBoard.RAW_BANNER, ScriptedBoard.soon());
    speaking.join();
  }

  @Test
  void what_follows_a_match_stays_to_be_read() throws Exception {
    board.say("first >>> second >>> ");
    assertThat(console.expect(Pattern.compile("^.*?>>> "), ScriptedBoard.now()).group())
        .isEqualTo("first >>> ");
    assertThat(console.expect(Pattern.compile("^.*?>>> "), ScriptedBoard.now()).group())
        .isEqualTo("second >>> ");
  }

  @Test
  void a_wait_that_failed_says_what_where_how_long_and_what_was_seen() {
    board.say("Hello\u001b[31m\u0007\r\n");
    assertThatThrownBy(() -> console.expect(">>> ", Deadline.after(Duration.ofMillis(4))))
        .isInstanceOf(ConsoleTimeoutException.class)
        .hasMessage(
            "waited 4 ms for \">>> \" on serial port /dev/ttyACM0; seen last: \"Hello\\x07\\r"
                + "\\n"
                + "\"");
    assertThatThrownBy(() -> console.expect(Pattern.compile("a|b"), ScriptedBoard.now()))
        .hasMessageContaining("for /a|b/ on");
  }

  @Test
  void a_wait_on_a_port_that_is_gone_ends_at_once_and_says_so() {
    board.say("last words");
    board.lose("serial port /dev/ttyACM0 is gone: the board was unplugged or reset");
    assertThatThrownBy(() -> console.expect(">>> ", ScriptedBoard.soon()))
        .isInstanceOf(LinkLostException.class)
        .hasMessage(
            "serial port /dev/ttyACM0 is gone: the board was unplugged or reset, while waiting for"
                + " \">>> \"; seen last: \"last words\"");
  }

  @Test
  void what_was_said_before_the_port_went_can_still_be_read() throws Exception {
    board.say("last words");
    board.lose("gone");
    console.expect("last words", ScriptedBoard.now());
    assertThat(console.awaitLost(ScriptedBoard.now())).isTrue();
  }

  @Test
  void a_port_that_stays_is_not_lost() throws Exception {
    assertThat(console.awaitLost(Deadline.after(Duration.ofMillis(2)))).isFalse();
  }

  @Test
  void quiet_is_awaited() throws Exception {
    board.say("noise");
    assertThat(console.awaitQuiet(Duration.ofMillis(3), ScriptedBoard.soon())).isTrue();
    assertThat(console.awaitQuiet(Duration.ofSeconds(9), Deadline.after(Duration.ofMillis(3))))
        .isFalse();
  }

  @Test
  void what_was_discarded_is_not_found() throws Exception {
    board.say(">>> ");
    console.discard();
    assertThat(console.look(Pattern.compile(">>> "), ScriptedBoard.now())).isEmpty();
  }

  @Test
  void a_flood_keeps_its_end() throws Exception {
    String line = "x".repeat(9_999) + "\n";
    for (int i = 0; i < 120; i++) {
      board.say(line);
    }
    board.say("the end");
    assertThat(console.expect(Pattern.compile("(?s)^.*the end"), ScriptedBoard.now()).group())
        .hasSize(Unread.LIMIT);
  }

  @Test
  void a_sequence_without_an_end_hides_nothing() {
    byte[] endless =
        ("\u001b]0;" + "h".repeat(400)).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(Visible.of(endless).text()).endsWith("h".repeat(400));
    assertThat(Visible.of(new byte[] {'a', 0x1b}).text()).isEqualTo("a");
    assertThat(Visible.of(new byte[] {'a', 0x1b, 'b'}).text()).isEqualTo("a\u001bb");
  }
}
