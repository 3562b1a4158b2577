package org.hilfarm.farm.compare.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.hilfarm.farm.compare.judge.Chapter;
import org.hilfarm.farm.compare.judge.Findings;
import org.hilfarm.farm.compare.judge.Known;
import org.hilfarm.farm.compare.judge.KnownDifferences;
import org.hilfarm.farm.compare.judge.Performance;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE =
      "a | b `c` </pre></td></table><script>x</script> *d* [e](javascript:f) &amp;"
          + " \u001b[31m\u0000\r\n"
          + "\r\n"
          + "<!-- g\r\n";

  private static final About ABOUT =
      new About(
          new Image(
              new BoardTypeId("raspberry_pi_pico"),
              ImageFormat.UF2,
              "firm|ware.uf2",
              Sha256.of(new byte[] {1}),
              1,
              new Banner("10.0.0", "2025-10-10", "Raspberry Pi Pico with rp2040")),
          LocalDate.of(2026, 11, 22),
          "hil-farm-emulator 0.1.0, rp2040js 1.4.1",
          List.of("some/script needs [antenna]"));

  private static Performance said(String name, String outcome, String bytes) {
    return new Performance(
        name, "About it", outcome, Duration.ofMillis(1234), List.of(Chapter.of(">>> x", bytes)));
  }

  private static Findings findings(String virtual, String emulated, Known... known) {
    return Findings.of(
        List.of(said("i2c", "", virtual)),
        List.of(said("i2c", "passed", emulated)),
        new KnownDifferences(List.of(known)));
  }

  private static Known known(String where) {
    return new Known(
        Pattern.compile(where),
        Pattern.compile("one"),
        Pattern.compile("other"),
        Known.Whose.EMULATOR,
        "A NACK is told wrongly");
  }

  @Test
  void the_page_says_what_was_compared_and_how_it_ended() {
    String page = Page.of(ABOUT, findings("one\r\n", "other\r\n", known("i2c: .*")));
    assertThat(page)
        .startsWith("# The virtual beside the emulated RP2040\n")
        .contains("| firmware | Adafruit CircuitPython 10.0.0 on 2025-10-10; Raspberry")
        .contains("| file | firm&#124;ware.uf2, SHA-256 ")
        .contains("| compared | 2026-11-22 |")
        .contains("rp2040js 1.4.1 |")
        .contains("| left out | some/script needs ")
        .contains("| i2c | 1.2 s | passed, 1.2 s | differs as listed (1) |")
        .contains("Every difference is one of the [known ones](#known-differences).")
        .contains("| one | other | the emulator&#39;s | A NACK is told wrongly |")
        .contains("<td><b>&ne;</b></td><td><pre>one</pre></td><td><pre>other</pre></td>");
  }

  @Test
  void what_nobody_has_looked_at_comes_first_and_what_was_not_seen_is_said() {
    String page = Page.of(ABOUT, findings("one\r\n", "another\r\n", known("i2c: .*")));
    assertThat(page.indexOf("## Differences nobody has looked at"))
        .isPositive()
        .isLessThan(page.indexOf("## Summary"));
    assertThat(page)
        .contains("| i2c&#58; &gt;&gt;&gt; x | one | another |".replace("&gt;", "&#62;"))
        .contains("Listed, and not seen this time:\n\n* i2c&#58; .&#42;: A NACK is told wrongly");
  }

  @Test
  void nothing_a_board_says_is_more_than_text() {
    String page = Page.of(ABOUT, findings(HOSTILE, "fine\r\n"));
    String transcripts = page.substring(page.indexOf("<table>"), page.indexOf("</table>"));
    assertThat(page).doesNotContain("<script", "<!--").doesNotContain("\u001b");
    assertThat(page.chars().filter(c -> c < 0x20 && c != '\n')).isEmpty();
    assertThat(transcripts)
        .contains("&#60;/pre&#62;&#60;/td&#62;&#60;/table&#62;&#60;script&#62;")
        .contains("\\x1b[31m\\x00")
        .doesNotContain("\n\n");
    assertThat(page.lines().filter(l -> l.startsWith("| i2c&#58;")))
        .singleElement()
        .asString()
        .contains("a &#124; b &#96;c&#96; &#60;/pre&#62;")
        .satisfies(l -> assertThat(l.chars().filter(c -> c == '|')).hasSize(4));
  }

  @Test
  void a_long_line_is_folded_so_that_both_columns_are_seen() {
    String page = Page.of(ABOUT, findings("x".repeat(130) + "\r\n", "y\r\n"));
    String x = "x".repeat(58);
    assertThat(page)
        .contains("<td><pre>%s\n\u21aa %s\n\u21aa %s</pre></td>".formatted(x, x, "x".repeat(14)));
  }

  @Test
  void of_much_that_is_the_same_the_first_lines_are_shown_and_a_difference_always() {
    String much = "same\r\n".repeat(100);
    String page = Page.of(ABOUT, findings(much + "one\r\n", much + "other\r\n"));
    assertThat(page)
        .contains("same</pre><i>60 more lines, the same</i></td>")
        .contains("<td><pre>one</pre></td><td><pre>other</pre></td>");
    assertThat(page.lines().filter(l -> l.contains("same")).count()).isLessThan(50);
  }

  @Test
  void the_json_says_the_same_to_programs() {
    String json = ComparisonJson.of(ABOUT, findings("one\r\n", "other\r\n", known("i2c: .*")));
    assertThat(json)
        .contains("\"unlisted\" : 0")
        .contains("\"verdict\" : \"differs as listed (1)\"")
        .contains("\"board_s\" : 1.234")
        .contains("\"whose\" : \"the emulator's\"");
  }
}
