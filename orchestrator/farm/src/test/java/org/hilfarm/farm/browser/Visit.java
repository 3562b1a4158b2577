package org.hilfarm.farm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One window on the farm, and what the browser complained of in it. One thread. */
final class Visit implements AutoCloseable {
  /** A verdict on a busy machine may take this long. */
  private static final double WITHIN_MS = 180_000;

  /** As many hold at least on the farm's plainest page; fewer, and axe did not see a page. */
  private static final int RULES = 12;

  private static final Set<String> LOUD = Set.of("error", "warning");

  private final BrowserContext context;
  private final Page page;
  private final String farm;
  private final Path axe;
  private final int status;
  private final List<String> complaints = new ArrayList<>();
  private int loads;

  Visit(BrowserContext context, String farm, String path, Path axe) {
    this.context = context;
    this.farm = farm;
    this.axe = axe;
    context.setDefaultTimeout(WITHIN_MS);
    page = context.newPage();
    page.onConsoleMessage(this::heard);
    page.onPageError(error -> complaints.add("a script failed: " + error));
    page.onDialog(this::dialog);
    page.onRequest(this::asked);
    page.onLoad(loaded -> loads++);
    Response answer = Objects.requireNonNull(page.navigate(path));
    status = answer.status();
  }

  private void heard(ConsoleMessage message) {
    if (LOUD.contains(message.type())) {
      complaints.add(message.type() + ": " + message.text() + " " + message.location());
    }
  }

  private void dialog(Dialog dialog) {
    complaints.add("a dialog: " + dialog.message());
    dialog.dismiss();
  }

  /** Whoever reads a page tells nobody else of it. */
  private void asked(Request request) {
    String url = request.url();
    if (!url.startsWith(farm + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
      complaints.add("a request that leaves the farm: " + url);
    }
  }

  Page page() {
    return page;
  }

  /** What the farm answered the first page with. */
  int status() {
    return status;
  }

  /** How many whole pages were loaded in this window. */
  int loads() {
    return loads;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The first element of a kind that has this text, as soon as it is to be seen. */
  Locator awaits(String selector, String text) {
    Locator found = page.locator(selector, new Page.LocatorOptions().setHasText(text)).first();
    found.waitFor();
    return found;
  }

  /** All that a script or an attack could have changed, as people see it. */
  String text() {
    return page.title() + "\n" + page.locator("body").innerText();
  }

  /** Every part that is folded away is opened. */
  void unfold() {
    Locator folded = page.locator("details:not([open]) > summary");
    while (folded.count() > 0) {
      folded.first().click();
    }
  }

  /** People with a screen reader, a weak sight or a small screen can use it (WCAG 2.1 A, AA). */
  void isForEverybody() throws IOException {
    page.evaluate(Files.readString(axe));
    Object said =
        page.evaluate(
            """
            () => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})
              .then(r => ({
                looked: r.passes.length,
                found: r.violations.flatMap(v => v.nodes.map(n =>
                  v.id + ', ' + v.help + ', at ' + n.target.join(' ') + ': ' + n.failureSummary))
              }))\
            """);
    Map<?, ?> told = (Map<?, ?>) Objects.requireNonNull(said);
    assertThat(told.get("found")).as(page.url()).isEqualTo(List.of());
    assertThat((Integer) told.get("looked"))
        .as("rules that axe held %s against", page.url())
        .isGreaterThanOrEqualTo(RULES);
    assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
        .as("how far the body can be pushed aside on %s", page.url())
        .isEqualTo(0);
  }

  /** Neither the browser nor a policy had anything to say against it. */
  void isQuiet() {
    assertThat(complaints).as(page.url()).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
