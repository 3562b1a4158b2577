package org.hilfarm.farm.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** The pictures of the pages in docs, made anew with {@code -Dbrowser.pictures=true}. */
final class Pictures {
  private Pictures() {}

  static boolean wanted() {
    return Boolean.getBoolean("browser.pictures");
  }

  /** What the window shows, where pictures are wanted. */
  static void take(Visit visit, String name) {
    if (wanted()) {
      Path docs = Path.of(System.getProperty("repository.root", "../..")).resolve("docs");
      byte[] unused =
          visit
              .page()
              .screenshot(new Page.ScreenshotOptions().setPath(docs.resolve(name + ".png")));
    }
  }
}
