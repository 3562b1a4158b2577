package org.hilfarm.testing.github.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;

/**
 * A page for each pull request: its commits, the checks of the newest one, whether it may be
 * merged, and the buttons. Whoever looks is whoever the address says: {@code ?as=LOGIN}. Any thread
 * may use it.
 */
public final class PullPage {
  private static final Pattern PATH =
      Pattern.compile("/([^/]+/[^/]+)/pull/([0-9]{1,6})(?:/([a-z-]+))?");

  /** What must be green before a merge. */
  public static final String GATE = "hil-test / gate";

  private final World world;
  private final Press press;
  private final Map<String, Consumer<Pull>> further = new ConcurrentHashMap<>();

  public PullPage(World world, Press press) {
    this.world = world;
    this.press = press;
  }

  /** One more button on every pull request's page. */
  public void button(String words, Consumer<Pull> does) {
    further.put(words, does);
  }

  /** Answers a page or a button of it. */
  public Answer answer(Asked asked) {
    Matcher path = PATH.matcher(asked.path());
    if (asked.path().equals("/")) {
      return Answer.page(200, list());
    }
    Optional<Pull> pull =
        path.matches()
            ? world
                .repository(path.group(1))
                .flatMap(r -> world.pull(r, Integer.parseInt(path.group(2))))
            : Optional.empty();
    if (pull.isEmpty()) {
      return Answer.page(404, Html.page("Not found", "<p>There is no such page here.</p>"));
    }
    String as = asked.query("as").orElse(pull.get().author().login());
    if (asked.method().equals("POST")) {
      return pressed(pull.get(), as, asked);
    }
    return Answer.page(200, Html.page("#" + pull.get().number(), page(pull.get(), as)));
  }

  private String list() {
    StringBuilder rows = new StringBuilder("<h1>Pull requests</h1><div class=box><div>All</div>");
    for (Repository repository : world.repositories()) {
      for (Pull pull : world.pulls(repository)) {
        rows.append(
            "<div><a href=\"/%s/pull/%d\">#%d %s</a></div>"
                .formatted(
                    Html.text(repository.fullName()),
                    pull.number(),
                    pull.number(),
                    Html.text(pull.title())));
      }
    }
    return Html.page("Pull requests", rows + "</div>");
  }

  /** A button's form says what to do; the browser is sent back to the page. */
  private Answer pressed(Pull pull, String as, Asked asked) {
    Map<String, List<String>> form = Asked.parameters(asked.body());
    String what = form.getOrDefault("do", List.of("")).getFirst();
    String id = form.getOrDefault("check", List.of("0")).getFirst();
    Optional<Check> check =
        world.checks(pull.base(), pull.headSha()).stream()
            .filter(c -> Long.toString(c.id()).equals(id))
            .findFirst();
    Optional<Consumer<Pull>> own = Optional.ofNullable(further.get(what));
    if (own.isPresent()) {
      own.get().accept(pull);
    } else if (check.isPresent()) {
      press(pull, check.get(), what, as);
    } else {
      return Answer.page(404, Html.page("Not found", "<p>There is no such button.</p>"));
    }
    return Answer.empty(303)
        .with("Location", asked.path() + "?as=" + Html.text(as.replaceAll("[^A-Za-z0-9-]", "")));
  }

  private void press(Pull pull, Check check, String what, String as) {
    switch (what) {
      case "Re-run" -> press.rerun(check, as);
      case "Re-run all checks" -> press.rerunAll(check, pull, as);
      default -> press.action(check, what, as);
    }
  }

  private String page(Pull pull, String as) {
    String state = pull.standing().state().name().toLowerCase(Locale.ROOT);
    String head =
        "<h1>%s <small>#%d</small></h1><p><span class=\"pill %s\">%s</span> %s wants to merge %d commit(s) into <code>%s:main</code> from <code>%s</code>. You look as <b>%s</b>%s.</p>"
            .formatted(
                Html.text(pull.title()),
                pull.number(),
                state,
                state,
                Html.text(pull.author().login()),
                pull.commits().size(),
                Html.text(pull.base().owner().login()),
                Html.text(pull.label()),
                Html.text(as),
                others(pull, as));
    return head + commits(pull) + checks(pull) + merge(pull) + buttons();
  }

  /** Whoever else has a role there, to look as. */
  private String others(Pull pull, String as) {
    return world.people(pull.base()).stream()
        .filter(u -> !u.login().equals(as))
        .map(
            u ->
                "<a href=\"?as=%s\">%s</a> (%s)"
                    .formatted(
                        Html.text(u.login()),
                        Html.text(u.login()),
                        Html.text(world.permission(pull.base(), u))))
        .collect(Collectors.joining(", ", "; look as ", ""))
        .replaceFirst("^; look as $", "");
  }

  private static String commits(Pull pull) {
    return pull.commits().stream()
        .map(PullPage::commit)
        .collect(Collectors.joining("", "<div class=box><div>Commits</div>", "</div>"));
  }

  private static String commit(Commit commit) {
    return "<div>%s <code>%s</code></div>"
        .formatted(Html.text(commit.message()), commit.sha().substring(0, 7));
  }

  private String checks(Pull pull) {
    Map<String, Check> newest = new LinkedHashMap<>();
    world.checks(pull.base(), pull.headSha()).forEach(c -> newest.putIfAbsent(c.name(), c));
    if (newest.isEmpty()) {
      return "<div class=box><div>Checks</div><div class=queued>%s: expected, waiting to be reported</div></div>"
          .formatted(GATE);
    }
    return newest.values().stream()
        .map(this::check)
        .collect(Collectors.joining("", "<div class=box><div>Checks</div>", "</div>"));
  }

  private String check(Check check) {
    String state = check.conclusion().orElse(check.status());
    StringBuilder html =
        new StringBuilder(
            "<div id=\"check-%d\"><b class=\"%s\">%s: %s</b> %s"
                .formatted(
                    check.id(),
                    Html.text(state),
                    Html.text(check.name()),
                    Html.text(state.replace('_', ' ')),
                    Html.text(check.title())));
    check
        .text("details_url")
        .filter(u -> u.startsWith("http"))
        .ifPresent(u -> html.append(" <a href=\"%s\">Details</a>".formatted(Html.text(u))));
    for (String part : List.of("summary", "text")) {
      if (check.output().get(part) instanceof String text && !text.isBlank()) {
        html.append("<div class=said>").append(Markdown.html(text)).append("</div>");
      }
    }
    check.actions().forEach(a -> html.append(action(check, a)));
    if (check.conclusion().isPresent()) {
      html.append(button("Re-run", check.id(), "Re-run"));
      html.append(button("Re-run all checks", check.id(), "Re-run all checks"));
    }
    return html.append("</div>").toString();
  }

  private static String action(Check check, Map<String, Object> action) {
    return button(
        String.valueOf(action.get("identifier")), check.id(), String.valueOf(action.get("label")));
  }

  private static String button(String what, long check, String words) {
    return "<form method=post><input type=hidden name=check value=\"%d\"><button name=do value=\"%s\">%s</button></form>"
        .formatted(check, Html.text(what), Html.text(words));
  }

  /** Success, skipped and neutral satisfy a required check; nothing else does. */
  private String merge(Pull pull) {
    boolean green =
        world.checks(pull.base(), pull.headSha()).stream()
            .filter(c -> c.name().equals(GATE))
            .findFirst()
            .flatMap(Check::conclusion)
            .filter(List.of("success", "skipped", "neutral")::contains)
            .isPresent();
    return green
        ? "<p class=success>All required checks have passed: it may be merged.</p>"
        : "<p class=failure>Merging is blocked: the required check %s has not passed.</p>"
            .formatted(GATE);
  }

  private String buttons() {
    return further.keySet().stream()
        .sorted()
        .map(words -> button(words, 0, words))
        .collect(Collectors.joining("", "<p>", "</p>"));
  }
}
