package org.hilfarm.server.dashboard;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.server.report.Tested;
import org.hilfarm.wire.runapi.NightsView;
import org.hilfarm.wire.runapi.RunView;

/**
 * The pages, as functions from what is known to HTML. Everything a board, a build or a script says
 * is escaped where it is written. Any thread may use it.
 */
public final class Pages {
  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  private Pages() {}

  /** {@code /}: the racks with their boards, and the latest runs. */
  public static String racks(RacksPage page) {
    return render("racks.jte", Map.of("page", page));
  }

  /** {@code /runs/<id>}: one run, its verdict first. */
  public static String run(RunView run) {
    return run(run, Optional.empty(), Optional.empty(), ActsPart.none());
  }

  /** The same beside the runs of its schedule before it, with what it tests. */
  static String run(RunView run, Optional<NightsView> nights, Optional<Tested> tested) {
    return run(run, nights, tested, ActsPart.none());
  }

  /** The same with what can be done about it. */
  static String run(
      RunView run, Optional<NightsView> nights, Optional<Tested> tested, ActsPart acts) {
    return render(
        "run.jte",
        Map.of(
            "page",
            RunPage.of(run),
            "nights",
            NightsPart.of(nights),
            "facts",
            tested.map(t -> FactsPart.of(run, t)).orElseGet(FactsPart::none),
            "acts",
            acts));
  }

  /** {@code /boards/<serial>}: one board, and what it has been through. */
  static String board(BoardPage page, ConsolePart console) {
    return render("board.jte", Map.of("page", page, "console", console));
  }

  /** {@code /history}: what scripts did on types of boards over time. */
  public static String history(HistoryPage page) {
    return render("history.jte", Map.of("page", page));
  }

  /** {@code /sign-in}: where people come in. */
  static String signIn(SignInPage page) {
    return render("signin.jte", Map.of("page", page));
  }

  /** What a browser is shown where it is refused; what was said is named, not trusted. */
  static String refused(String title, List<String> problems, List<Way> ways) {
    List<String> said = problems.stream().limit(20).map(p -> Words.bounded(p, 500)).toList();
    return render("refused.jte", Map.of("title", title, "problems", said, "ways", ways));
  }

  /** {@code /github}: what GitHub told; {@code known} unless something else was asked for. */
  static String gitHub(GitHubPage page, boolean known) {
    return render("github.jte", Map.of("page", page, "known", known));
  }

  /** {@code /reports/branches}: the standing reports. */
  static String branches(BranchesPage page) {
    return render("branches.jte", Map.of("page", page));
  }

  /** {@code /runs/<id>/<board>/<script>}: one script on one board, on one time axis. */
  static String attempt(CasePage page) {
    return render("case.jte", Map.of("page", page));
  }

  /**
   * A way to another page.
   *
   * @param address on this farm
   */
  public record Way(String address, String words) {}

  /** What a browser is shown when there is no such page; {@code what} is named, not trusted. */
  public static String notFound(String what) {
    return notFound(what, List.of());
  }

  /** The same with further ways back, beside the one to the racks and runs. */
  static String notFound(String what, List<Way> back) {
    return render("missing.jte", Map.of("what", Words.bounded(what, 200), "back", back));
  }

  private static String render(String template, Map<String, Object> parameters) {
    var out = new StringOutput();
    ENGINE.render(template, parameters, out);
    return out.toString();
  }
}
