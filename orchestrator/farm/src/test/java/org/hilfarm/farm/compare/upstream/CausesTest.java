package org.hilfarm.farm.compare.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CausesTest {
  private static final Told PASSED = new Told("passed", "");
  private static final Told FAILED = new Told("failed", "line 1 is \"a\"");

  private final Path file;

  CausesTest(@TempDir Path folder) {
    this.file = folder.resolve("causes.json");
  }

  @Test
  void a_cause_fits_the_whole_path_and_what_both_sides_told() throws Exception {
    Causes causes = read("basics/a", "failed: line 1 .*", "a board's way");
    assertThat(unlisted(causes, new Pair("basics/a", FAILED, PASSED))).isEmpty();
    assertThat(unlisted(causes, new Pair("basics/ab", FAILED, PASSED))).hasSize(1);
    assertThat(unlisted(causes, new Pair("basics/a", PASSED, FAILED))).hasSize(1);
    assertThat(unlisted(causes, new Pair("basics/ab", FAILED, FAILED))).isEmpty();
  }

  @Test
  void an_entry_that_cannot_be_understood_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("(", ".*", "why"))
        .withMessageContaining("causes.json: entry 1 ((): no regular expression: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("a", ".*", " "))
        .withMessageEndingWith("causes.json: entry 1 (a): it says no why");
  }

  private Causes read(String test, String board, String why) throws IOException {
    String entry =
        "{\"test\":\"%s\",\"board\":\"%s\",\"alone\":\"passed\",\"why\":\"%s\",\"gap\":false}";
    Files.writeString(file, "{\"causes\":[" + entry.formatted(test, board, why) + "]}");
    return Causes.read(file);
  }

  private static List<Pair> unlisted(Causes causes, Pair pair) {
    return new Compared("", "", List.of(pair), causes).unlisted();
  }
}
