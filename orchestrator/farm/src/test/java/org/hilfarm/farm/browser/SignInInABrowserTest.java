package org.hilfarm.farm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.virtual.demo.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People who come from elsewhere over TLS, sign in, and press the buttons of a run. */
@Timeout(900)
class SignInInABrowserTest {
  private final WatchedFarm farm;
  private final TlsDoor door;

  SignInInABrowserTest(@TempDir Path data) throws Exception {
    Optional<Parts> parts = Parts.here();
    assumeTrue(parts.isPresent(), Parts.ADVICE);
    TlsKey key = TlsKey.in(data);
    farm = new WatchedFarm(data, parts.orElseThrow(), key.trusted());
    door = new TlsDoor(key, farm.url());
  }

  @AfterEach
  void close() throws Exception {
    farm.close();
    door.close();
  }

  /** One after the other, since each looks at what those before it have left. */
  @TestFactory
  Stream<DynamicTest> people_sign_in_in_a_browser() {
    return Stream.of(
            Stream.of(
                dynamicTest("who comes from elsewhere signs in, and out again", this::signedIn),
                dynamicTest("at the farm's machine people may sign in too", this::atMachine),
                dynamicTest("a run is cancelled on its page", this::cancelled),
                dynamicTest("what did not pass is tested again", this::again),
                dynamicTest("a page of a sign-in that is over does nothing", this::late),
                dynamicTest("who may only look is told what is not for them", this::viewer)),
            Arrays.stream(Look.values()).map(this::looked))
        .flatMap(tests -> tests);
  }

  private Visit elsewhere(String path, Look look) {
    return farm.visit(door.url(), path, look);
  }

  private static void say(Visit visit, String token) {
    Page page = visit.page();
    page.locator("[name=name]").fill("Anna");
    page.locator("[name=token]").fill(token);
    page.locator("form.sign-in button").click();
  }

  /** Somebody who signs in at first and goes on to this page. */
  private Visit as(String token, String path, Look look) {
    Visit visit = elsewhere(path, look);
    say(visit, token);
    visit.page().waitForURL(door.url() + path);
    return visit;
  }

  private void signedIn() throws Exception {
    try (Visit visit = elsewhere("/history?days=7", Look.DESKTOP_LIGHT)) {
      Page page = visit.page();
      assertThat(page.url()).isEqualTo(door.url() + "/sign-in?next=%2Fhistory%3Fdays%3D7");
      visit.isForEverybody();
      say(visit, "wrong");
      visit.awaits("[role=alert]", "Not signed in: this is no token that signs a person in");
      assertThat(page.locator("[name=name]").inputValue()).isEqualTo("Anna");
      assertThat(page.locator("[name=token]").inputValue()).isEmpty();
      visit.isForEverybody();
      assertThat(page.context().cookies()).isEmpty();
      say(visit, farm.submitToken());
      visit.awaits("h1", "History");
      assertThat(page.url()).isEqualTo(door.url() + "/history?days=7");
      kept(page);
      page.locator("nav a[href='/sign-in']").click();
      visit.awaits("main", "You are Anna, submitter (s1), with the role operator");
      visit.isForEverybody();
      page.locator("form[action='/sign-in/leave'] button").click();
      visit.awaits("form.sign-in", "Token");
      assertThat(page.context().cookies()).isEmpty();
      var unused = page.navigate("/");
      assertThat(page.url()).isEqualTo(door.url() + "/sign-in?next=%2F");
      assertThat(visit.complaints()).hasSize(1).allMatch(c -> c.contains("401"));
    }
  }

  /** No script has it, and the browser gives it to this farm over TLS alone. */
  private static void kept(Page page) {
    List<Cookie> cookies = page.context().cookies();
    assertThat(cookies).hasSize(1);
    Cookie cookie = cookies.getFirst();
    assertThat(cookie.name).isEqualTo("__Host-farm");
    assertThat(List.of(cookie.secure, cookie.httpOnly)).containsExactly(true, true);
    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
    assertThat(page.evaluate("document.cookie")).isEqualTo("");
  }

  private void atMachine() throws Exception {
    try (Visit visit = farm.visit("/sign-in", Look.DESKTOP_LIGHT)) {
      visit.awaits("main", "On the farm's own machine no sign-in is needed");
      say(visit, farm.operatorToken());
      visit.awaits("h1", "Racks and runs");
      visit.page().locator("nav a[href='/sign-in']").click();
      visit.awaits("main", "You are Anna, operator (s2), with the role admin");
      visit.page().locator("form[action='/sign-in/leave'] button").click();
      visit.awaits("main", "You are somebody at the farm's machine, with the role operator");
      visit.isQuiet();
    }
  }

  private void cancelled() throws Exception {
    farm.hold();
    RunId run = farm.submit("unwanted", Variant.GOOD, WatchedFarm.USUAL);
    try (Visit visit = as(farm.submitToken(), "/runs/" + run, Look.DESKTOP_LIGHT)) {
      visit.awaits("#jobs ~ .scroll td", "testing: ");
      visit.page().locator("#cancel summary").click();
      visit.isForEverybody();
      visit.page().locator("#cancel button").click();
      visit.awaits("[role=status]", "The run was cancelled");
      visit.awaits(".verdict.cancelled strong", "cancelled");
      assertThat(visit.page().locator("#cancel").count()).isZero();
      visit.isForEverybody();
      farm.letGo();
      visit.isQuiet();
    }
  }

  private void again() throws Exception {
    RunId first = farm.submit("regressed", Variant.REGRESSED, WatchedFarm.USUAL);
    assertThat(farm.reported(first).verdict()).contains("blocked");
    try (Visit visit = as(farm.submitToken(), "/runs/" + first, Look.PHONE_DARK)) {
      visit.page().locator("#again summary").click();
      visit.page().locator("#again button").click();
      visit.awaits("[role=status]", "This is the new run");
      visit.awaits("main", "This run tests again what did not pass in run " + first);
      visit.awaits(".verdict.blocked strong", "blocked");
      visit.isForEverybody();
      visit.page().locator("a[href='/runs/" + first + "']").first().click();
      visit.awaits("main", "What did not pass here was tested again in");
      visit.isQuiet();
    }
  }

  /** Signs the browser of a window out, in another one of its. */
  private static void signOut(Visit visit) {
    try (Page other = visit.page().context().newPage()) {
      var unused = other.navigate("/sign-in");
      other.locator("form[action='/sign-in/leave'] button").click();
      other.locator("form.sign-in").waitFor();
    }
  }

  private void late() throws Exception {
    try (Visit visit = as(farm.submitToken(), "/runs/r2", Look.DESKTOP_DARK)) {
      visit.page().locator("#again summary").click();
      signOut(visit);
      visit.page().locator("#again button").click();
      visit.awaits("h1", "Not allowed");
      visit.awaits("main", "nothing was done: this needs a sign-in");
      visit.isForEverybody();
    }
    try (Visit visit = as(farm.submitToken(), "/", Look.DESKTOP_DARK)) {
      signOut(visit);
      RunId run = farm.submit("news", Variant.GOOD, WatchedFarm.USUAL);
      visit.awaits("form.sign-in", "Token");
      assertThat(visit.page().url()).isEqualTo(door.url() + "/sign-in?next=%2F");
      assertThat(farm.reported(run).verdict()).contains("mergeable");
    }
  }

  private void viewer() throws Exception {
    try (Visit visit = as(farm.viewerToken(), "/runs/r1", Look.DESKTOP_LIGHT)) {
      assertThat(visit.page().locator("main form").count()).isZero();
      var unused = visit.page().navigate("/boards/" + farm.pico());
      visit.awaits("#console", "To reserve the board, sign in as an operator");
      visit.awaits("#console [data-part=holder]", "Nobody has the board");
      unused = visit.page().navigate("/github");
      visit.awaits("h1", "Not allowed");
      visit.awaits("main", "what GitHub told is for who has the role operator, and Anna, ");
      visit.isForEverybody();
      visit.page().locator("main a[href='/sign-in']").click();
      visit.awaits("main", "with the role viewer");
      assertThat(visit.complaints()).hasSize(1).allMatch(c -> c.contains("403"));
    }
  }

  private DynamicTest looked(Look look) {
    return dynamicTest(
        "the pages of people are for everybody, " + look,
        () -> {
          try (Visit visit = as(farm.operatorToken(), "/github", look)) {
            visit.awaits("h1", "What GitHub told");
            visit.isForEverybody();
            for (String path : List.of("/sign-in", "/reports/branches", "/runs/r1")) {
              var unused = visit.page().navigate(path);
              visit.unfold();
              visit.isForEverybody();
            }
            visit.isQuiet();
          }
        });
  }
}
