package org.hilfarm.farm.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** How somebody has their window. */
enum Look {
  DESKTOP_LIGHT(ColorScheme.LIGHT, 1280, 800),
  DESKTOP_DARK(ColorScheme.DARK, 1280, 800),
  PHONE_LIGHT(ColorScheme.LIGHT, 360, 740),
  PHONE_DARK(ColorScheme.DARK, 360, 740);

  private final ColorScheme colours;
  private final int width;
  private final int height;

  Look(ColorScheme colours, int width, int height) {
    this.colours = colours;
    this.width = width;
    this.height = height;
  }

  Browser.NewContextOptions options(String url) {
    return new Browser.NewContextOptions()
        .setBaseURL(url)
        .setColorScheme(colours)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setViewportSize(width, height)
        .setLocale("en-GB")
        .setTimezoneId("UTC");
  }
}
