package org.hilfarm.testing.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.oidc.Issuer;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is at the pages' address: pull requests for people, and the issuer. */
class PagesTest {
  private FakeGitHub gitHub;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    gitHub = FakeGitHub.start();
    browser = new Browser(gitHub);
  }

  @AfterEach
  void stop() {
    browser.close();
    gitHub.close();
  }

  @Test
  void a_pull_request_s_page_shows_what_a_check_says_and_never_believes_it() throws Exception {
    Pull pull =
        gitHub.events().open(new Opening("eve/circuitpython", "x", "<script>", "NONE", List.of()));
    gitHub
        .world()
        .check(
            gitHub.upstream(),
            pull.headSha(),
            Map.of(
                "name",
                "hil-test / gate",
                "conclusion",
                "failure",
                "details_url",
                "javascript:alert(1)",
                "output",
                Map.of("title", "\"><img>", "summary", "<b onload=x>")));
    String page = browser.open(gitHub.page(pull.number())).body();
    assertThat(page)
        .contains("&lt;script&gt;", "&lt;b onload=x&gt;", "Merging is blocked")
        .doesNotContain("<script>", "<img>", "<b onload", "javascript:");
  }

  @Test
  void what_a_check_says_is_shown_as_its_marks_mean_it_and_nothing_else_is() throws Exception {
    Pull pull = gitHub.events().open(Opening.newcomer("new", "a"));
    String said =
        """
        **6 of 30 failed\\_here.**

        [Run r1](http://127.0.0.1/runs/r1) \\[no link\\](x) &amp; <b>

        | script | `pico` |
        |---|---|
        | `a\\|b` | \u2705 |

        * `x` waits
          still the same

        #### Attempt
        ```text
        <img> **raw** [x](http://y)
        ```
        """;
    gitHub
        .world()
        .check(
            gitHub.upstream(),
            pull.headSha(),
            Map.of("name", "gate", "output", Map.of("title", "t", "summary", said)));
    assertThat(browser.open(gitHub.page(pull.number())).body())
        .contains(
            "<p><b>6 of 30 failed_here.</b>\n</p>",
            "<a href=\"http://127.0.0.1/runs/r1\">Run r1</a> [no link](x) &amp; &lt;b&gt;",
            "<tr><th>script</th><th><code>pico</code></th></tr>",
            "<tr><td><code>a|b</code></td><td>\u2705</td></tr>",
            "<ul><li><code>x</code> waits  still the same\n</ul>",
            "<h4>Attempt</h4>",
            "<pre>&lt;img&gt; **raw** [x](http://y)\n</pre>");
  }

  @Test
  void its_buttons_tell_the_farm_who_pressed_what() throws Exception {
    try (Ear ear = new Ear()) {
      Pull pull = gitHub.events().open(Opening.newcomer("new", "a"));
      Check check =
          gitHub
              .world()
              .check(
                  gitHub.upstream(),
                  pull.headSha(),
                  Map.of("name", "hil-test / gate", "conclusion", "action_required"));
      gitHub.hookTo(ear.url());
      String page = gitHub.page(pull.number()) + "?as=writer";
      assertThat(browser.press(page, "check=%d&do=approve_run".formatted(check.id())).statusCode())
          .isEqualTo(303);
      assertThat(ear.heard())
          .singleElement()
          .satisfies(
              a ->
                  assertThat(a.body())
                      .contains("\"identifier\":\"approve_run\"", "\"login\":\"writer\""));
    }
  }

  @Test
  void further_buttons_do_what_they_are_for() throws Exception {
    Pull pull = gitHub.events().open(Opening.newcomer("new", "a"));
    AtomicInteger pressed = new AtomicInteger();
    gitHub.page().button("Push a commit", p -> pressed.set(p.number()));
    assertThat(browser.open(gitHub.page(pull.number())).body()).contains("Push a commit");
    browser.press(gitHub.page(pull.number()), "check=0&do=Push+a+commit");
    assertThat(pressed).hasValue(pull.number());
    assertThat(browser.press(gitHub.page(pull.number()), "check=0&do=Nonsense").statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_job_is_given_a_token_for_the_audience_it_names() throws Exception {
    WorkflowRun run = gitHub.events().build(gitHub.events().open(Opening.newcomer("new", "a")));
    Issuer.Job job = gitHub.job(gitHub.claims(run, "nobody"));
    String issuer = gitHub.web() + Issuer.PATH;
    String token =
        browser
            .open(
                job.url() + "&audience=https://farm.example",
                "Authorization",
                "Bearer " + job.token())
            .body();
    String claims =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(claims)
        .contains(
            "\"iss\":\"" + issuer + "\"",
            "\"aud\":\"https://farm.example\"",
            "\"event_name\":\"workflow_run\"",
            "\"repository_id\":\"" + gitHub.upstream().id() + "\"");
    assertThat(browser.open(job.url(), "Authorization", "Bearer other").statusCode())
        .isEqualTo(401);
    assertThat(browser.open(issuer + "/.well-known/openid-configuration").body())
        .contains("\"jwks_uri\":\"" + issuer + "/.well-known/jwks\"");
    assertThat(browser.open(issuer + "/.well-known/jwks").body())
        .contains("\"kid\":\"fake-github-1\"");
    assertThat(gitHub.issuer().keysAsked()).isEqualTo(1);
  }
}
