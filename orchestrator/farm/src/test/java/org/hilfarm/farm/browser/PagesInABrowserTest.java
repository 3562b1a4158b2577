package org.hilfarm.farm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a farm, from the first look at it to the picture in a report. */
@Timeout(600)
class PagesInABrowserTest {
  private static final RunId FAILING = new RunId("r1");
  private static final RunId HARMING = new RunId("r2");

  private final WatchedFarm farm;

  PagesInABrowserTest(@TempDir Path data) throws Exception {
    Optional<Parts> parts = Parts.here();
    assumeTrue(parts.isPresent(), Parts.ADVICE);
    farm = new WatchedFarm(data, parts.orElseThrow());
  }

  @AfterEach
  void close() {
    farm.close();
  }

  /** One after the other, since each looks at what those before it have left. */
  @TestFactory
  Stream<DynamicTest> the_pages_in_a_browser() {
    return Stream.of(
            Stream.of(
                dynamicTest("a run is watched from its submission to its verdict", this::watched),
                dynamicTest("what scripts did is read on the page of history", this::past),
                dynamicTest("a failing case is read to its heap picture", this::read),
                dynamicTest("what a hostile board says is shown and harms nobody", this::harmed),
                dynamicTest("a report has its run, its subjects and its boards", this::toured),
                dynamicTest("a case has its picture, its time axis and its bundle", this::shown),
                dynamicTest("all can be reached with a keyboard alone", this::typed),
                dynamicTest("what is not there has a way back", this::missing)),
            Stream.of(
                    "/",
                    "/?state=happy",
                    "/history",
                    "/runs/" + FAILING,
                    "/runs/" + HARMING,
                    farm.page(FAILING, WatchedFarm.HEAP),
                    farm.page(HARMING, WatchedFarm.HOSTILE_OUTPUT),
                    "/runs/no-such")
                .flatMap(page -> Arrays.stream(Look.values()).map(look -> looked(page, look))))
        .flatMap(tests -> tests);
  }

  private DynamicTest looked(String path, Look look) {
    return dynamicTest(
        "the page %s is for everybody, %s".formatted(path, look),
        () -> {
          try (Visit visit = farm.visit(path, look)) {
            visit.unfold();
            visit.isForEverybody();
          }
        });
  }

  private void watched() throws Exception {
    try (Visit visit = farm.visit("/", Look.DESKTOP_LIGHT)) {
      visit.awaits("main", "No run yet");
      visit.isForEverybody();
      Locator field = visit.page().locator("#f-rack");
      field.fill("dem");
      field.evaluate("f => f.closest('form').marked = true");
      farm.hold();
      RunId run = farm.submit("regressed", Variant.REGRESSED, WatchedFarm.USUAL);
      assertThat(run).isEqualTo(FAILING);
      Locator board = visit.awaits(".slot.leased", "regressed: testing");
      visit.awaits(".runs .pill", "running");
      assertThat(visit.loads()).as("nobody loaded the page again").isEqualTo(1);
      assertThat(field.evaluate(UNTOUCHED)).as("who types there goes on typing").isEqualTo(true);
      field.fill("");
      field.blur();
      visit.isForEverybody();
      Pictures.take(visit, "racks");
      board.locator("a[href^='/runs/']").click();
      visit.awaits(".verdict strong", "running");
      visit.awaits("#jobs ~ .scroll td", "testing: ");
      visit.isForEverybody();
      farm.letGo();
      visit.awaits(".verdict.blocked strong", "blocked");
      visit.awaits(".verdict a", "Open the Allure report");
      assertThat(visit.loads()).as("nor this one").isEqualTo(2);
      visit.isQuiet();
    }
  }

  private static final String UNTOUCHED =
      "f => f.closest('form').marked && document.activeElement === f && f.value === 'dem'";

  private void past() throws Exception {
    try (Visit visit = farm.visit("/history", Look.DESKTOP_LIGHT)) {
      visit.awaits("tbody th", WatchedFarm.HEAP.value());
      visit.isForEverybody();
      Pictures.take(visit, "history");
      visit.page().locator("[name=script]").fill("i2c/");
      visit.page().locator("[name=script]").press("Enter");
      visit.awaits(".filters a", "Show everything");
      assertThat(visit.text()).doesNotContain(WatchedFarm.HEAP.value());
      visit.isQuiet();
    }
    try (Visit visit = farm.visit("/?state=retired", Look.PHONE_LIGHT)) {
      visit.awaits("main", "No board is like that now");
      visit.page().locator(".filters a").click();
      visit.awaits(".slot p", "Last start: ");
      visit.isQuiet();
    }
  }

  private void read() throws Exception {
    try (Visit visit = farm.visit("/runs/" + FAILING, Look.DESKTOP_LIGHT)) {
      visit.awaits("summary", "attempt 1");
      Pictures.take(visit, "run");
      visit.awaits(".verdict a", "Open the Allure report").click();
      new AllureReport(visit).openFailed("reloads and full heaps give all memory back");
      visit.awaits(".status-details__message", "FIRMWARE");
      Locator picture = new AllureReport(visit).picture("heap.svg");
      assertThat(picture.evaluate("i => i.naturalWidth")).isNotEqualTo(0);
      Pictures.take(visit, "report");
      visit.isQuiet();
    }
  }

  private void harmed() throws Exception {
    RunId run = farm.submit(HostileBoard.NAME, Variant.GOOD, WatchedFarm.HOSTILE);
    assertThat(run).isEqualTo(HARMING);
    RunView view = farm.reported(run);
    assertThat(view.boards().toString()).contains("<svg onload=alert(3)>");
    String page = farm.page(run, WatchedFarm.HOSTILE_OUTPUT);
    for (String path : List.of("/", "/runs/" + run, page)) {
      try (Visit visit = farm.visit(path, Look.DESKTOP_LIGHT)) {
        visit.awaits("main", "<script>document.title='owned'</script>");
        unharmed(visit);
      }
    }
    try (Visit visit = farm.visit("/reports/" + run + "/", Look.DESKTOP_LIGHT)) {
      AllureReport report = new AllureReport(visit);
      noElement(visit);
      for (String part : List.of("categories", "graph", "timeline", "behaviours")) {
        report.go(part, "");
        noElement(visit);
      }
      report.open("‹img src=x onerror=alert(1)› is a name");
      visit.awaits(".status-details__message", "FIRMWARE: raspberry_pi_pico");
      visit.awaits(".status-details__message", "‹svg onload=alert(3)›");
      visit.awaits(".step__name", "https[:]//evil.example/a www[.]evil.example");
      report.attachment("console").click();
      visit.awaits("[class*=attachment__text]", "<script>document.title='owned'</script>");
      noElement(visit);
      visit.isQuiet();
    }
  }

  /** Allure takes a case's message for markup: what the farm gives it holds none. */
  private static void noElement(Visit visit) {
    assertThat(visit.page().title()).doesNotStartWith("owned");
    assertThat(visit.text()).doesNotContain("\u202e", "\u001b", "\u0007");
    assertThat(visit.page().evaluate(STRANGERS)).as(visit.page().url()).isEqualTo(List.of());
  }

  /** Elements that no report has of its own. */
  private static final String STRANGERS =
      """
      () => [...document.querySelectorAll(
        '[onload], [onerror], [onclick], script:not([src]), iframe, a[href*="evil"], ' +
        'a[href^="javascript"], a[href^="mailto"], ' +
        '.status-details__message *:not(br):not(code), ' +
        '.status-details__trace *:not(br):not(code), ' +
        '.step__name *, .environment-widget a, .parameters-table a')]
        .map(e => e.outerHTML.slice(0, 300))\
      """;

  private static void unharmed(Visit visit) {
    assertThat(visit.page().title()).doesNotStartWith("owned");
    assertThat(visit.text()).doesNotContain("\u202e", "\u001b", "\u0007");
    assertThat(visit.page().locator("body svg[onload], body img[onerror]").count()).isZero();
    visit.isQuiet();
  }

  /** What the overview, the trend, the subjects and the boards' times of a report show. */
  private void toured() {
    try (Visit visit = farm.visit("/reports/" + FAILING + "/", Look.DESKTOP_LIGHT)) {
      AllureReport report = new AllureReport(visit);
      visit.awaits(".widget", "Behaviours by subject");
      visit.awaits(".widget", "Firmware faults (who acts: the author of the change)");
      visit.awaits(".environment-widget__expand", "").click();
      visit.awaits(".widget", "Version.raspberry_pi_pico");
      report.go("timeline", "Timeline");
      visit.awaits(".timeline, .timeline__body", "demo");
      report.openFailedBySubject("reloads and full heaps give all memory back");
      visit.awaits(".status-details__message", "FIRMWARE");
      report.go("", "Overview");
      visit.awaits(".executor a, a.link", "run " + FAILING).click();
      visit.awaits("h1", "regressed");
      visit.isQuiet();
    }
  }

  private void shown() {
    try (Visit visit = farm.visit(farm.page(FAILING, WatchedFarm.HEAP), Look.DESKTOP_LIGHT)) {
      visit.awaits(".verdict.failed strong", "failed");
      Locator picture = visit.page().locator("img.heap");
      picture.scrollIntoViewIfNeeded();
      visit.page().waitForCondition(() -> !picture.evaluate("i => i.naturalWidth").equals(0));
      visit.awaits("tr.measure.bad .said", "heap_lost_a_reload = ");
      visit.awaits("a.button", "Download the bundle to replay");
      visit.page().evaluate("() => scrollTo(0, 0)");
      Pictures.take(visit, "case");
      visit.isQuiet();
    }
  }

  private void typed() {
    try (Visit visit = farm.visit("/runs/" + FAILING, Look.DESKTOP_LIGHT)) {
      Page page = visit.page();
      page.keyboard().press("Tab");
      visit.awaits("a.skip:focus", "Skip to the content");
      assertThat(Objects.requireNonNull(page.locator("a.skip").boundingBox()).x).isNotNegative();
      page.keyboard().press("Enter");
      page.locator("main:target").waitFor();
      List<Object> stops = stops(page);
      assertThat(stops).hasSizeGreaterThan(4).contains("A", "SUMMARY");
      visit.isQuiet();
    }
  }

  /** Where Tab leads from here to the end of the page; each stop has to be seen. */
  private static List<Object> stops(Page page) {
    List<Object> stops = new ArrayList<>();
    while (stops.size() < 200) {
      page.keyboard().press("Tab");
      Map<?, ?> at = (Map<?, ?>) Objects.requireNonNull(page.evaluate(STOP));
      if ("BODY".equals(at.get("tag")) || "skip".equals(at.get("kind"))) {
        return stops;
      }
      assertThat(at.get("seen")).as("the focus on %s", at).isEqualTo(true);
      stops.add(Objects.requireNonNull(at.get("tag")));
      if ("SUMMARY".equals(at.get("tag"))) {
        page.keyboard().press("Enter");
        page.locator("details[open] summary:focus").waitFor();
      }
    }
    throw new AssertionError("Tab leads on and on: " + stops);
  }

  private static final String STOP =
      """
      () => {
        const at = document.activeElement;
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        return {tag: at.tagName, kind: at.className, what: at.textContent.slice(0, 40),
          seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 &&
            box.bottom > 0 && box.top < innerHeight};
      }\
      """;

  private void missing() {
    for (String path : List.of("/runs/no-such", "/runs/r999", "/nowhere", "/reports/r999/")) {
      try (Visit visit = farm.visit(path, Look.PHONE_DARK)) {
        assertThat(visit.status()).as(path).isEqualTo(404);
        visit.awaits("h1", "There is nothing here");
        visit.awaits("main a", "To the racks and runs").click();
        visit.awaits("h1", "Racks and runs");
        assertThat(visit.complaints()).hasSize(1).allMatch(c -> c.contains("404"));
      }
    }
  }
}
