package org.hilfarm.farm.browser;

import com.microsoft.playwright.Locator;

/** A report in its window, read as people do: by clicking. */
final class AllureReport {
  private final Visit visit;

  AllureReport(Visit visit) {
    this.visit = visit;
  }

  /** Goes to the first case of this name, through the suites. */
  void open(String name) {
    visit.awaits(".side-nav__link[href='#suites'], a[href='#suites']", "Suites").click();
    Locator tree = visit.page().locator(".tree__content");
    tree.first().waitFor();
    Locator folded = visit.page().locator(".node:not(.node__expanded) > .node__title");
    folded.first().waitFor();
    while (folded.count() > 0) {
      folded.first().click();
    }
    visit.awaits(".node__leaf", name).click();
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
