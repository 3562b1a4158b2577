package org.hilfarm.farm.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/** A Chromium without a screen. One thread uses it, that which opened it. */
final class Chromium implements AutoCloseable {
  private final Parts parts;
  private final Playwright playwright;
  private final Browser browser;

  Chromium(Parts parts, List<String> arguments) {
    this.parts = parts;
    System.setProperty("playwright.cli.dir", parts.driver().toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", parts.node().toString())));
    try {
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(parts.chromium())
                      .setArgs(arguments));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** A new window on a farm's page. */
  Visit visit(String farm, String path, Look look) {
    return new Visit(browser.newContext(look.options(farm)), farm, path, parts.axe());
  }

  /** Ends Chromium and Playwright's own Node. */
  @Override
  public void close() {
    try {
      browser.close();
    } finally {
      playwright.close();
    }
  }
}
