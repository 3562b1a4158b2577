package org.hilfarm.server.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hilfarm.model.report.PowerStretch;
import org.hilfarm.model.report.PowerTrace;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PowerPictureTest {
  private static final PowerStretch LIGHT =
      new PowerStretch("light", 0.5, List.of(5000.0, 500.0, -1.0, 500.0));
  private static final PowerStretch DEEP = new PowerStretch("deep", 0.5, List.of(4.5, 25_000.0));

  private static String drawn(PowerStretch... stretches) throws Exception {
    String svg = PowerPicture.of(new PowerTrace(List.of(stretches)), "deep_sleep/x on a board");
    Document unused =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    return svg;
  }

  @Test
  void each_phase_is_named_and_said_in_words() throws Exception {
    assertThat(drawn(LIGHT, DEEP))
        .contains("<desc id=\"d\">light: 500 uA to 5 mA; deep: 4.5 uA to 25 mA</desc>")
        .contains(">light</text>")
        .contains(">deep</text>")
        .contains(">1 uA</text>", ">100 mA</text>");
  }

  @Test
  void a_gap_in_the_samples_is_a_gap_in_the_line() throws Exception {
    Matcher line = Pattern.compile("class=\"line free\" d=\"([^\"]*)\"").matcher(drawn(LIGHT));
    assertThat(line.find()).isTrue();
    assertThat(line.group(1).chars().filter(c -> c == 'M')).hasSize(2);
  }

  @Test
  void numbers_no_meter_gives_stay_within_the_picture() throws Exception {
    String svg =
        drawn(
            new PowerStretch("<b>", Double.MAX_VALUE, List.of(1e300, 0.0)),
            new PowerStretch("", -1, Collections.nCopies(3, -1.0)));
    assertThat(svg).doesNotContain("NaN", "Infinity", "<b>");
  }
}
