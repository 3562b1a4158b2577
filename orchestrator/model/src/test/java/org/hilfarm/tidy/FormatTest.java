package org.hilfarm.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java file is as google-java-format writes it; {@code -Dformat.fix=true} makes it so. */
class FormatTest {
  private static final String FIX =
      "mvn -pl orchestrator/model test -Dtest=FormatTest -Dformat.fix=true";

  @Test
  void every_java_file_is_as_the_formatter_writes_it() {
    boolean fix = Boolean.getBoolean("format.fix");
    assertThat(run(fix ? "--replace" : "--dry-run")).as("not formatted; run: " + FIX).isEmpty();
  }

  private static List<String> run(String mode) {
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        formatter.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Stream.concat(Stream.of(mode), Sources.all().stream().map(Path::toString))
                .toArray(String[]::new));
    assertThat(err.toString()).as("the formatter's complaints").isEmpty();
    assertThat(code).as("the formatter's exit code").isZero();
    return out.toString().lines().map(f -> Sources.named(Path.of(f))).toList();
  }
}
