package org.hilfarm.farm.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("standard error is everybody's")
class LogsTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  LogsTest() {
    System.setErr(new PrintStream(error, true, UTF_8));
  }

  @AfterEach
  void as_it_was() throws Exception {
    System.setErr(before);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  private List<String> lines() {
    return error.toString(UTF_8).lines().toList();
  }

  @Test
  void json_is_one_object_on_each_line_whatever_is_said() throws Exception {
    Logs.set(Logs.Format.JSON, Optional.of(Logs.Level.INFO));
    LoggerFactory.getLogger("org.hilfarm.test")
        .warn("board {} says \"{}\"", "P1", "two\nlines\u001b[31m", new IllegalStateException("x"));
    LoggerFactory.getLogger("org.hilfarm.test").debug("nobody asked for this");

    assertThat(lines()).hasSize(1);
    Map<?, ?> said = Json.read(lines().getFirst(), Map.class);
    assertThat(said.get("level")).isEqualTo("WARN");
    assertThat(said.get("loggerName")).isEqualTo("org.hilfarm.test");
    assertThat(said.get("formattedMessage")).isEqualTo("board P1 says \"two\nlines\u001b[31m\"");
    assertThat(said.get("timestamp")).isInstanceOf(Number.class);
    assertThat(said.get("throwable")).isNotNull();
  }

  @Test
  void text_keeps_its_form_and_only_the_level_changes() {
    Logs.set(Logs.Format.TEXT, Optional.of(Logs.Level.DEBUG));
    LoggerFactory.getLogger("org.hilfarm.test").debug("seen\nnow");
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst()).contains("DEBUG", "test: seen.now");
  }
}
