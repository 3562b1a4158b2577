package org.hilfarm.farm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Locator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.virtual.demo.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board's page, and somebody who types at the board there. */
@Timeout(900)
class BoardInABrowserTest {
  /** Places within the terminal where a keyboard stops: the line, its rows, its scrollbar. */
  private static final int STOPS = 5;

  private final WatchedFarm farm;
  private final String page;

  BoardInABrowserTest(@TempDir Path data) throws Exception {
    Optional<Parts> parts = Parts.here();
    assumeTrue(parts.isPresent(), Parts.ADVICE);
    farm = new WatchedFarm(data, parts.orElseThrow());
    page = "/boards/" + farm.pico();
  }

  @AfterEach
  void close() {
    farm.close();
  }

  /** One after the other, since each looks at what those before it have left. */
  @TestFactory
  Stream<DynamicTest> a_board_in_a_browser() {
    return Stream.of(
            Stream.of(
                dynamicTest("a job is watched on its board's page", this::watched),
                dynamicTest("a board is reserved and typed at, and let go", this::typedAt),
                dynamicTest(
                    "an image is written from the page, and what came of it stays", this::flashed),
                dynamicTest("a board that means harm is shown and does none", this::harmed),
                dynamicTest("who leaves the page lets the board go", this::left),
                dynamicTest("a tab that is gone lets the board go", this::gone),
                dynamicTest("a keyboard leads into the terminal and out again", this::keyboard)),
            Arrays.stream(Look.values()).map(this::looked))
        .flatMap(tests -> tests);
  }

  private DynamicTest looked(Look look) {
    return dynamicTest(
        "the page is for everybody, " + look,
        () -> {
          try (Visit visit = farm.visit(page, look)) {
            visit.awaits("#console [data-part=holder]", "Nobody has the board");
            visit.unfold();
            visit.isForEverybody();
            visit.isQuiet();
          }
        });
  }

  private void watched() throws Exception {
    farm.hold();
    RunId run = farm.submit("watched", Variant.GOOD, WatchedFarm.USUAL);
    try (Visit visit = farm.visit("/", Look.DESKTOP_LIGHT)) {
      visit.awaits(".slot.leased", "watched: testing");
      visit.awaits(".slot a", farm.pico()).click();
      visit.awaits("#console [data-part=holder]", "Run " + run + " has the board");
      visit.awaits("main", "It works on watched since");
      farm.letGo();
      new Terminal(visit).awaitsWords();
      visit.awaits("#console [data-part=holder]", "Nobody has the board");
      visit.isQuiet();
    }
    assertThat(farm.reported(run).verdict()).contains("mergeable");
  }

  private void typedAt() throws Exception {
    try (Visit visit = farm.visit(page, Look.DESKTOP_LIGHT)) {
      Terminal terminal = new Terminal(visit);
      terminal.reserve();
      visit.awaits("#console [data-part=holder]", "Reserved by ");
      visit.isForEverybody();
      terminal.prompt();
      terminal.type("1+1\n");
      terminal.awaits("1+1\n2\n");
      visit.page().evaluate("() => scrollTo(0, 0)");
      Pictures.take(visit, "board");
      visit.page().locator("#console [data-part=power]").click();
      visit.awaits("#console [data-part=said]", "was switched off and on again");
      visit.page().locator("#console [data-part=release]").click();
      visit.awaits("#console [data-part=said]", "The board is free again");
      visit.awaits("#console [data-part=holder]", "Nobody has the board");
      visit.isQuiet();
    }
  }

  private void flashed() throws Exception {
    Path image = farm.image("10.2.0");
    Path none = Files.writeString(image.resolveSibling("none.uf2"), "no image");
    try (Visit visit = farm.visit(page, Look.DESKTOP_LIGHT);
        Visit other = farm.visit(page, Look.PHONE_LIGHT)) {
      Terminal terminal = new Terminal(visit);
      terminal.reserve();
      Locator file = visit.page().locator("#console [name=file]");
      file.setInputFiles(none);
      visit.page().locator("#console [data-part=flash] button").click();
      visit.awaits("#console [data-part=said]", "none.uf2: ");
      file.setInputFiles(image);
      visit.page().locator("#console [data-part=flash] button").click();
      other.awaits("#console [data-part=holder]", "Writing adafruit-circuitpython");
      visit.awaits("#console [data-part=said]", "was written and runs");
      terminal.prompt();
      terminal.awaits("CircuitPython 10.2.0");
      visit.awaits("#wishes td", "was written and runs");
      visit.isForEverybody();
      visit.page().locator("#console [data-part=release]").click();
      visit.awaits("#console [data-part=holder]", "Nobody has the board");
      other.awaits("#wishes td .pill", "done");
      other.isForEverybody();
      assertThat(visit.complaints()).hasSize(1).allMatch(c -> c.contains("400"));
      other.isQuiet();
    }
  }

  private void harmed() throws Exception {
    try (Visit visit = farm.visit(page, Look.DESKTOP_LIGHT)) {
      String title = visit.page().title();
      Terminal terminal = new Terminal(visit);
      terminal.reserve();
      terminal.prompt();
      terminal.type("E=chr(27)\n");
      terminal.type("print(E+']0;owned'+chr(7)+E+']52;c;b3duZWQ='+chr(7)+'quiet'+'ly')\n");
      terminal.awaits("\nquietly\n");
      terminal.type(
          "print('<script>document.title=\"owned\"</scr'+'ipt><img src=x onerror=alert(1)>')\n");
      terminal.awaits("</script><img src=x onerror=alert(1)>");
      terminal.type("print('a'+chr(0x202e)+'gnp.exe')\n");
      terminal.awaits("a\ufffdgnp.exe");
      terminal.type("print(E+'[c'+E+'[6n'+E+'[18t'+E+'[?1000h'+'asked')\n");
      terminal.awaits("\nasked\n");
      terminal.type("for i in range(512):print('x'*2048,end='')\n\n");
      terminal.type("print('at'+'last')\n");
      terminal.awaits("atlast");
      terminal.type("2+3\n");
      terminal.awaits("2+3\n5\n");
      assertThat(terminal.text()).doesNotContain("owned", "\u202e");
      assertThat(visit.page().title()).isEqualTo(title);
      visit.isQuiet();
      visit.page().locator("#console [data-part=release]").click();
      visit.awaits("#console [data-part=holder]", "Nobody has the board");
    }
  }

  private void left() {
    try (Visit visit = farm.visit(page, Look.DESKTOP_LIGHT);
        Visit other = farm.visit(page, Look.PHONE_DARK)) {
      new Terminal(visit).reserve();
      other.awaits("#console [data-part=holder]", "Reserved by ");
      other.page().locator("#console [data-part=take] button").click();
      other.awaits("#console [data-part=said]", "is reserved by ");
      var unused = visit.page().navigate("/history");
      other.awaits("#console [data-part=holder]", "Nobody has the board");
    }
  }

  private void gone() {
    try (Visit other = farm.visit(page, Look.PHONE_LIGHT)) {
      try (Visit visit = farm.visit(page, Look.DESKTOP_LIGHT)) {
        new Terminal(visit).reserve();
        other.awaits("#console [data-part=holder]", "Reserved by ");
      }
      other.awaits("#console [data-part=holder]", "Nobody has the board");
    }
  }

  private static boolean inside(Visit visit) {
    return "IFRAME".equals(visit.page().evaluate("document.activeElement.tagName"));
  }

  private void keyboard() {
    try (Visit visit = farm.visit(page, Look.DESKTOP_LIGHT)) {
      Terminal terminal = new Terminal(visit);
      terminal.reserve();
      assertThat(inside(visit)).isTrue();
      for (int stops = 0; stops < STOPS && inside(visit); stops++) {
        visit.page().keyboard().press("Shift+Tab");
      }
      assertThat(inside(visit)).isFalse();
    }
  }
}
