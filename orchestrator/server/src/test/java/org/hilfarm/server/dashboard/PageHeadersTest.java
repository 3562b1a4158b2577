package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHeadersTest {
  private static String policy(String host) {
    return PageHeaders.report(host, "/reports/r1/").getOrDefault("Content-Security-Policy", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "farm.example", "localhost:1"})
  void a_report_sends_requests_to_its_own_folder_only(String host) {
    assertThat(policy(host))
        .startsWith("default-src 'none'; ")
        .contains("form-action 'none'")
        .containsOnlyOnce("connect-src") // a browser goes by the first
        .endsWith("; connect-src " + host + "/reports/r1/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[::1]:8080", "evil.example; script-src *", "a b", "*", "x/../y"})
  void what_is_no_name_of_a_host_gets_into_no_policy(String host) {
    assertThat(policy(host)).endsWith("; connect-src 'self'");
  }

  @Test
  void a_page_that_a_report_opens_is_cut_off_from_it() {
    assertThat(PageHeaders.report("x", "/reports/r1/").get("Cross-Origin-Opener-Policy"))
        .isEqualTo("unsafe-none");
    assertThat(PageHeaders.page().get("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }
}
