package org.hilfarm.farm.compare.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDifferencesTest {
  private final Path file;

  KnownDifferencesTest(@TempDir Path folder) {
    file = folder.resolve("known.json");
  }

  private Path holding(String where, String whose, String reason) throws IOException {
    return Files.writeString(
        file,
        """
        {"differences": [{"where": "%s", "virtual": "a", "emulated": "b", "whose": "%s",
          "reason": "%s"}]}
        """
            .formatted(where, whose, reason));
  }

  @Test
  void an_entry_says_where_what_whose_and_why() throws Exception {
    Known known =
        KnownDifferences.read(holding("i2c: .*", "virtual-board", "why")).all().getFirst();
    assertThat(known.whose()).isEqualTo(Known.Whose.VIRTUAL_BOARD);
    assertThat(known.fits("i2c: >>> x", "a", "b")).isTrue();
    assertThat(known.fits("i2c: >>> x", "ab", "b")).isFalse();
    assertThat(known.fits("pins: >>> x", "a", "b")).isFalse();
  }

  @Test
  void a_mistake_is_told_with_its_entry() throws Exception {
    Path broken = holding("(", "emulator", "why");
    assertThatThrownBy(() -> KnownDifferences.read(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": entry 1 ((): no regular expression: Unclosed group");
    Path nobody = holding("x", "nobody", "why");
    assertThatThrownBy(() -> KnownDifferences.read(nobody))
        .hasMessage(
            file
                + ": entry 1 (x): whose must be emulator, virtual-board or both-fine, and a reason"
                + " must be given");
    Path silent = holding("x", "emulator", " ");
    assertThatThrownBy(() -> KnownDifferences.read(silent)).hasMessageContaining("a reason must");
  }

  @Test
  void the_farms_own_list_can_be_read() throws Exception {
    Path own =
        Path.of(System.getProperty("repository.root", "../.."))
            .resolve("board-configs/compare/known-differences.json");
    assertThat(KnownDifferences.read(own).all()).isNotEmpty();
  }
}
