package org.hilfarm.farm.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.TimeoutError;
import java.util.Objects;

/** The terminal on a board's page, used as people do. */
final class Terminal {
  private static final String BUTTON = "#console [data-part=take] button";

  /** What stands in its window, a line each, without what pads them. */
  private static final String TEXT =
      """
      () => [...document.querySelectorAll('.xterm-rows > div')]
        .map(row => row.textContent.replace(/\\u00a0/g, ' ').trimEnd()).join('\\n')\
      """;

  private static final String HAS = "wanted => (" + TEXT + ")().includes(wanted)";
  private static final int TRIES = 20;
  private static final double HEARD_WITHIN_MS = 5_000;

  private final Visit visit;

  Terminal(Visit visit) {
    this.visit = visit;
  }

  /** Waits until the board can be had, and has it. */
  void reserve() {
    visit.awaits("#console [data-part=holder]", "Nobody has the board");
    Locator button = visit.page().locator(BUTTON);
    button.click();
    visit.awaits("#console [data-part=said]", "The board is yours until");
    focus();
  }

  private void focus() {
    frame().locator(".xterm-helper-textarea").focus();
  }

  private Frame frame() {
    return visit.page().frames().stream()
        .filter(f -> f.url().contains("/terminal"))
        .findFirst()
        .orElseThrow();
  }

  /** Whatever runs is stopped, and the board answers; one that starts does not hear. */
  void prompt() {
    focus();
    for (int tries = 1; tries <= TRIES; tries++) {
      visit.page().keyboard().press("Control+c");
      visit.page().keyboard().press("Enter");
      type("'he'+'ard %d'\n".formatted(tries));
      try {
        Object unused =
            frame()
                .waitForFunction(
                    HAS,
                    "'heard %d'".formatted(tries),
                    new Frame.WaitForFunctionOptions().setTimeout(HEARD_WITHIN_MS));
        return;
      } catch (TimeoutError e) {
        // once more
      }
    }
    throw new AssertionError(
        "the board does not answer; the page says: %s; seen: %s".formatted(said(), text()));
  }

  void type(String keys) {
    visit.page().keyboard().type(keys);
  }

  private String said() {
    return visit.page().locator("#console [role=status]").allInnerTexts().toString();
  }

  String text() {
    return Objects.requireNonNull(frame().evaluate(TEXT)).toString();
  }

  /** Waits until its window has this text; what is blank at a line's end is not there. */
  void awaits(String text) {
    try {
      Object unused = frame().waitForFunction(HAS, text);
    } catch (TimeoutError e) {
      throw new AssertionError("waited for \"%s\"; seen: \"%s\"".formatted(text, text()), e);
    }
  }

  /** Waits until it has any. */
  void awaitsWords() {
    Object unused = frame().waitForFunction("() => (" + TEXT + ")().trim() !== ''");
  }
}
