package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoMarkupTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<svg onload=alert(1)> | ‹svg onload=alert(1)›",
        "</pre><!-- x --> | ‹/pre›‹!-- x --›",
        "File \"<stdin>\", line 1 | File \"‹stdin›\", line 1",
        "&lt;b&gt; &#60;b &#x202e; | ＆lt;b＆gt; ＆#60;b ＆#x202e;",
        "javascript://x%0aalert(1) | javascript[:]//x%0aalert(1)",
        "HTTP://x\" onclick=\"y | HTTP[:]//x\" onclick=\"y",
        "see www.evil.example | see www[.]evil.example",
        "MailTo:a@evil.example | MailTo[:]a@evil.example"
      })
  void nothing_is_left_that_a_page_could_take_for_more_than_text(String said, String shown) {
    assertThat(NoMarkup.in(said)).isEqualTo(shown);
  }

  @Test
  void what_means_nothing_to_a_page_stays_as_it_is() {
    String text = "a & b, c && d: 3 of 4 at 10:15\n\t\"x\" = 'y' (mail: me; w.w)";
    assertThat(NoMarkup.in(text)).isEqualTo(text);
  }

  @Test
  void what_is_plain_once_is_plain_for_good() {
    String once = NoMarkup.in("<a href=\"https://x\">&amp;</a> www.x");
    assertThat(NoMarkup.in(once)).isEqualTo(once);
  }
}
