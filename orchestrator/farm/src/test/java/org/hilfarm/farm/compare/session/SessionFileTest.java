package org.hilfarm.farm.compare.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFileTest {
  private final Path file;

  SessionFileTest(@TempDir Path folder) {
    file = folder.resolve("bus.session");
  }

  @Test
  void every_kind_of_step_is_read_in_order() throws Exception {
    Files.writeString(
        file,
        """
        # a comment
        title: The bus
        file code.py:
          if 1:

            print("hi")

        >>> 1+1
        keys "\\x03\\r" until "a \\"b\\" \\\\ c"
        raw two lines:
          a = 1
          print(a)
        pass 1.5 s
        resets >>> microcontroller.reset()
        """);
    Session session = SessionFile.read(file);
    assertThat(session.name()).isEqualTo("bus");
    assertThat(session.title()).isEqualTo("The bus");
    assertThat(session.files()).isEqualTo(Map.of("code.py", "if 1:\n\n  print(\"hi\")\n"));
    assertThat(session.steps())
        .containsExactly(
            new Step.Typed("1+1"),
            new Step.Keys("\u0003\r", "a \\\"b\\\" \\ c"),
            new Step.Raw("two lines", "a = 1\nprint(a)\n"),
            new Step.Pass(Duration.ofMillis(1500)),
            new Step.Resets("microcontroller.reset()"));
    assertThat(session.steps())
        .extracting(Step::label)
        .containsExactly(
            ">>> 1+1",
            "keys \\x03\\r",
            "raw two lines",
            "1.5 s pass",
            ">>> microcontroller.reset() (resets the board)");
  }

  @Test
  void a_mistake_is_told_with_file_and_line() throws Exception {
    Files.writeString(file, "title: x\n>> 1+1\n");
    assertThatThrownBy(() -> SessionFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ":2: \">> 1+1\" is no step");
    Files.writeString(file, "title: x\nraw a:\n>>> 1\n");
    assertThatThrownBy(() -> SessionFile.read(file))
        .hasMessage(file + ":2: \"raw a:\" has no indented lines below it");
    Files.writeString(file, "title: x\n");
    assertThatThrownBy(() -> SessionFile.read(file))
        .hasMessage(file + ": a session has a title and at least one step");
  }

  @Test
  void the_farms_own_sessions_can_be_read() throws Exception {
    Path own = Path.of(System.getProperty("repository.root", "../.."));
    assertThat(SessionFile.all(own.resolve("board-configs/compare")))
        .extracting(Session::name)
        .contains("banner", "errors", "raw_repl", "reload", "watchdog", "alarm", "i2c", "storage");
  }
}
