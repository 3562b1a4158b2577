package org.hilfarm.server.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HeapPictureTest {
  @Test
  void before_and_after_are_said_in_words() throws Exception {
    Document picture =
        drawn(sample(0, "before", 1, 170_000, 158_000), sample(0, "after", 3, 169_500, 84_750));
    assertThat(text(picture, "title")).isEqualTo("Heap of heap/x on a board");
    assertThat(text(picture, "desc"))
        .isEqualTo(
            "Free: 170,000 B before, 169,500 B after (-500 B). Allocated: 1,000 B before, 1,000 B"
                + " after. 2 samples. Largest block: 158,000 B (7 % fragmented) before, 84,750 B"
                + " (50 % fragmented) after.");
    assertThat(texts(picture))
        .contains("bytes", "fragmented", "board time since the first sample (s)", "before", "after")
        .contains("200 kB", "100 %");
  }

  @Test
  void without_largest_blocks_there_is_no_word_of_fragmentation() throws Exception {
    Document picture = drawn(new HeapSample(0, "", 1, 9, 1, OptionalLong.empty()));
    assertThat(texts(picture)).doesNotContain("fragmented").contains("sample", "bytes");
  }

  @Test
  void a_clock_that_was_reset_gives_way_to_the_samples_number() throws Exception {
    assertThat(texts(drawn(sample(0, "", 9, 100, 50), sample(1, "", 2, 100, 50))))
        .contains("sample")
        .doesNotContain("board time since the first sample (s)");
  }

  @Test
  void what_a_board_says_never_becomes_markup() throws Exception {
    Document picture = drawn(sample(0, "<script>\u202e&\"", 1, 100, 50));
    assertThat(picture.getElementsByTagName("script").getLength()).isZero();
    assertThat(texts(picture)).contains("<script>?&\"");
  }

  @Test
  void numbers_no_heap_has_stay_within_the_picture() throws Exception {
    long most = Long.MAX_VALUE;
    String svg =
        HeapPicture.of(
            HeapTrace.of(
                List.of(
                    new HeapSample(0, "", 0, most, 0, OptionalLong.of(most)),
                    new HeapSample(Integer.MAX_VALUE, "", 1e300, 0, most, OptionalLong.of(0)))),
            "x");
    assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    drawn(new HeapSample(0, "", 0, 0, 0, OptionalLong.of(0)));
  }

  @Test
  void more_samples_than_a_picture_holds_are_counted() throws Exception {
    List<HeapSample> many = new ArrayList<>();
    for (int i = 0; i < HeapTrace.LIMIT + 7; i++) {
      many.add(sample(i, "round " + i, i, 1000, 500));
    }
    String svg = HeapPicture.of(HeapTrace.of(many), "x");
    assertThat(svg).contains("400 samples, 7 more are left out.").hasSizeLessThan(100_000);
  }

  private static HeapSample sample(int round, String at, double s, long free, long largest) {
    return new HeapSample(round, at, s, free, 1_000, OptionalLong.of(largest));
  }

  private static Document drawn(HeapSample... samples) throws Exception {
    String svg = HeapPicture.of(HeapTrace.of(List.of(samples)), "heap/x on a board");
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(svg)));
  }

  private static String text(Document picture, String element) {
    return picture.getElementsByTagName(element).item(0).getTextContent();
  }

  private static List<String> texts(Document picture) {
    NodeList found = picture.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
