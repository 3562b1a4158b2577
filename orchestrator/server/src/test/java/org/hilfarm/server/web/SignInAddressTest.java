package org.hilfarm.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\n/evil.example",
        "/\t/evil.example",
        "/a b",
        "/\u2215evil.example",
        "http:/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "/sign-in",
        "/sign-in/leave"
      })
  void what_is_no_page_of_the_farm_leads_to_the_first_page(String said) {
    assertThat(SignInAddress.next(Optional.of(said))).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/runs/r1", "/history?days=7&type=a%20b", "/a//b", "/runs/r1/B/a/b"})
  void a_page_of_the_farm_is_gone_on_with(String said) {
    assertThat(SignInAddress.next(Optional.of(said))).isEqualTo(said);
  }

  @Test
  void without_a_word_it_is_the_first_page_and_an_endless_one_too() {
    assertThat(SignInAddress.next(Optional.empty())).isEqualTo("/");
    assertThat(SignInAddress.next(Optional.of("/" + "x".repeat(1000)))).isEqualTo("/");
  }
}
