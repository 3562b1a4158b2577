package org.hilfarm.farm.compare.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hilfarm.farm.compare.judge.Run.Kind;
import org.junit.jupiter.api.Test;

class JudgedTest {
  private static final KnownDifferences NONE = new KnownDifferences(List.of());

  private static Performance said(String label, String... lines) {
    return new Performance(
        "i2c", "the bus", "", Duration.ofSeconds(1), List.of(new Chapter(label, List.of(lines))));
  }

  private static Judged judged(String label, List<String> virtual, List<String> emulated) {
    return Judged.of(
        said(label, virtual.toArray(String[]::new)),
        said(label, emulated.toArray(String[]::new)),
        NONE);
  }

  @Test
  void the_same_words_are_the_same() {
    Judged item = judged(">>> 1", List.of("1", ">>> "), List.of("1", ">>> "));
    assertThat(item.verdict()).isEqualTo("same");
    assertThat(item.passages().getFirst().runs())
        .containsExactly(new Run(Kind.SAME, List.of("1", ">>> "), List.of("1", ">>> ")));
  }

  @Test
  void a_line_more_does_not_put_the_rest_out_of_step() {
    Judged item = judged("x", List.of("a", "b", "c"), List.of("a", "new", "b", "c"));
    assertThat(item.passages().getFirst().runs())
        .containsExactly(
            new Run(Kind.SAME, List.of("a"), List.of("a")),
            new Run(Kind.DIFFERS, List.of(), List.of("new")),
            new Run(Kind.SAME, List.of("b", "c"), List.of("b", "c")));
    assertThat(item.differences())
        .containsExactly(new Difference("i2c", "x", "", "new", Optional.empty()));
    assertThat(item.verdict()).isEqualTo("differs: 1 not listed");
  }

  @Test
  void neighbouring_differences_are_one() {
    Judged item = judged("x", List.of("a", "b1", "b2", "c"), List.of("a", "d", "c"));
    assertThat(item.differences())
        .singleElement()
        .satisfies(d -> assertThat(d.virtual()).isEqualTo("b1\nb2"))
        .satisfies(d -> assertThat(d.emulated()).isEqualTo("d"));
  }

  @Test
  void addresses_nonces_ids_and_measured_figures_vary_and_are_shown_as_they_were() {
    List<String> one =
        List.of(
            "<Pin 0x20010f40>",
            "\\x1e{\"n\":0,\"k\":\"a1b2c3d4\",\"is\":\"start\"}",
            "'e6614103e7174d23'",
            "{\"name\":\"fed_for\",\"value\":15.0049,\"unit\":\"s\",\"min\":0.09}",
            "{\"is\":\"heap\",\"at\":\"full\",\"s\":5.37,\"free\":10816,\"allocated\":161392}",
            "memory allocation failed, allocating 637 bytes");
    List<String> other =
        List.of(
            "<Pin 0x20003aa0>",
            "\\x1e{\"n\":0,\"k\":\"00000001\",\"is\":\"start\"}",
            "'E661A4D1E0000001'",
            "{\"name\":\"fed_for\",\"value\":15.2,\"unit\":\"s\",\"min\":0.0899999}",
            "{\"is\":\"heap\",\"at\":\"full\",\"s\":20.98,\"free\":7392,\"allocated\":158816}",
            "memory allocation failed, allocating 640 bytes");
    Judged item = judged("x", one, other);
    assertThat(item.verdict()).isEqualTo("same but for what varies");
    assertThat(item.passages().getFirst().runs()).containsExactly(new Run(Kind.VARIES, one, other));
  }

  @Test
  void a_figure_varies_only_where_a_heap_is_asked_about() {
    assertThat(judged(">>> gc.mem_free()", List.of("141232"), List.of("139008")).verdict())
        .isEqualTo("same but for what varies");
    assertThat(judged(">>> len(nvm)", List.of("4096"), List.of("2048")).verdict())
        .isEqualTo("differs: 1 not listed");
  }

  @Test
  void of_a_heaps_sample_the_moment_does_not_vary() {
    String sample = "{\"is\":\"heap\",\"at\":\"%s\",\"s\":5.37,\"free\":10816}";
    assertThat(
            judged("records", List.of(sample.formatted("full")), List.of(sample.formatted("back")))
                .verdict())
        .isEqualTo("differs: 1 not listed");
  }

  @Test
  void a_board_that_ended_early_differs_in_all_that_was_left() {
    Performance whole =
        new Performance(
            "i2c",
            "the bus",
            "",
            Duration.ZERO,
            List.of(new Chapter("one", List.of("1")), new Chapter("two", List.of("2"))));
    Judged item = Judged.of(whole, said("one", "1"), NONE);
    assertThat(item.differences())
        .singleElement()
        .satisfies(d -> assertThat(d.where()).isEqualTo("i2c: two"))
        .satisfies(d -> assertThat(d.emulated()).isEqualTo("(it did not come to this)"));
  }

  @Test
  void a_listed_difference_is_known_and_one_beside_it_is_not() {
    Known errno =
        new Known(
            Pattern.compile("i2c: >>> .*0x20.*"),
            Pattern.compile("OSError: .*19.*"),
            Pattern.compile("OSError: .*116.*"),
            Known.Whose.EMULATOR,
            "a NACK times out there");
    Known never =
        new Known(
            Pattern.compile("i2c: .*"),
            Pattern.compile("never"),
            Pattern.compile("never"),
            Known.Whose.BOTH_FINE,
            "is not seen");
    Known elsewhere =
        new Known(
            Pattern.compile("pins: .*"),
            Pattern.compile(""),
            Pattern.compile(""),
            Known.Whose.BOTH_FINE,
            "was not tried");
    KnownDifferences list = new KnownDifferences(List.of(errno, never, elsewhere));
    String label = ">>> i.probe(0x20)";
    Performance virtual = said(label, "OSError: [Errno 19]", "a", "x");
    Performance emulated = said(label, "OSError: [Errno 116]", "a", "y");
    Findings findings = Findings.of(List.of(virtual), List.of(emulated), list);
    assertThat(findings.seen(errno)).hasSize(1);
    assertThat(findings.unlisted()).extracting(Difference::virtual).containsExactly("x");
    assertThat(findings.notSeen()).containsExactly(never);
    assertThat(findings.items().getFirst().verdict()).isEqualTo("differs: 1 not listed");
  }

  @Test
  void what_a_babbling_board_says_is_bounded() {
    String flood =
        Stream.concat(
                IntStream.range(0, 5000).mapToObj(i -> "line " + i), Stream.of("x".repeat(9000)))
            .collect(Collectors.joining("\r\n"));
    Chapter chapter = Chapter.of("flood", flood);
    assertThat(chapter.lines()).hasSize(1001).last().isEqualTo("(4001 more lines)");
    assertThat(Chapter.of("long", "x".repeat(9000)).lines())
        .singleElement()
        .asString()
        .hasSize(2000 + " (7000 more characters)".length())
        .endsWith(" (7000 more characters)");
  }

  @Test
  void control_bytes_of_a_board_become_text() {
    assertThat(Chapter.of("title", "a\r\n\u001b]0;x\u001b\\b\r\n>>> ").lines())
        .containsExactly("a", "\\x1b]0;x\\x1b\\\\b", ">>> ");
  }
}
