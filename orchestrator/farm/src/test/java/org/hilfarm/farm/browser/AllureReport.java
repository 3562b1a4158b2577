package org.hilfarm.farm.browser;

import com.microsoft.playwright.Locator;

/** A report in its window, read as people do: by clicking. */
final class AllureReport {
  private static final String FAILED = ".node__leaf:has([class*=status_failed])";

  private final Visit visit;

  AllureReport(Visit visit) {
    this.visit = visit;
  }

  /** Goes to the first case of this name, through the suites. */
  void open(String name) {
    open("suites", "Suites", ".node__leaf", name);
  }

  /** The same, to the first that failed. */
  void openFailed(String name) {
    open("suites", "Suites", FAILED, name);
  }

  /** The same, through scripts by their subject. */
  void openFailedBySubject(String name) {
    open("behaviours", "Behaviours", FAILED, name);
  }

  /** Goes to a part of the report. */
  void go(String part, String title) {
    visit.awaits(".side-nav__link[href='#%1$s'], a[href='#%1$s']".formatted(part), title).click();
    visit.awaits(".side-nav__link_active, .pane__title, .tab-content, .app__content", "");
  }

  private void open(String part, String title, String leaf, String name) {
    go(part, title);
    Locator tree = visit.page().locator(".tree__content");
    tree.first().waitFor();
    Locator folded = visit.page().locator(".node:not(.node__expanded) > .node__title");
    folded.first().waitFor();
    while (folded.count() > 0) {
      folded.first().click();
    }
    visit.awaits(leaf, name).click();
  }

  /** The row of an attachment of the case that is open. */
  Locator attachment(String name) {
    return visit.awaits(".attachment-row", name);
  }

  /** An attached picture, unfolded. */
  Locator picture(String name) {
    attachment(name).click();
    Locator picture = visit.page().locator("img.attachment__media").first();
    picture.waitFor();
    return picture;
  }
}
