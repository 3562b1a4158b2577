package org.hilfarm.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there: pages, headings, commands, tests, metrics. */
class DocumentsTest {
  private static final Path DOCS = Sources.root().resolve("docs");
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?m)^\\[\\w+\\]: (\\S+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern COMMAND = Pattern.compile("\\./farm ([a-z][a-z-]*)");
  private static final Pattern COMMANDS = Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern METRIC = Pattern.compile("\\bhil_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
  private static final Pattern ACTION = Pattern.compile("(?m)^#### (Hil\\w+)$");

  /** The launcher's own, which no class has. */
  private static final Set<String> LAUNCHER = Set.of("setup", "verify", "package");

  @Test
  void every_link_within_the_repository_leads_somewhere() throws IOException {
    List<Path> pages = pages();
    assertThat(pages).hasSizeGreaterThan(40);
    assertThat(
            pages.stream()
                .flatMap(
                    page ->
                        links(page)
                            .filter(link -> !leads(page, link))
                            .map(link -> Sources.named(page) + ": " + link)))
        .isEmpty();
  }

  @Test
  void every_command_of_a_document_is_one_of_the_farms() throws IOException {
    Set<String> known = new TreeSet<>(LAUNCHER);
    Sources.main().stream()
        .filter(f -> Sources.named(f).contains("/farm/cli/"))
        .forEach(f -> all(COMMANDS, Sources.read(f)).forEach(known::add));
    assertThat(known).contains("serve", "agent");
    for (Path page : pages()) {
      assertThat(all(COMMAND, Sources.read(page)))
          .as(Sources.named(page))
          .allSatisfy(command -> assertThat(known).contains(command));
    }
  }

  @Test
  void every_test_that_security_names_is_there() {
    List<MatchResult> named =
        TEST.matcher(Sources.read(DOCS.resolve("security.md"))).results().toList();
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(named.stream().filter(n -> !isTest(n.group(1), n.group(2))).map(MatchResult::group))
        .isEmpty();
  }

  @Test
  void every_alarm_has_its_action_and_asks_for_numbers_there_are() {
    String alerts = Sources.read(DOCS.resolve("alerts.yaml"));
    String numbers = Sources.read(DOCS.resolve("observability.md"));
    assertThat(all(ALERT, alerts))
        .isNotEmpty()
        .isEqualTo(all(ACTION, Sources.read(DOCS.resolve("operations.md"))));
    assertThat(METRIC.matcher(alerts).results().map(MatchResult::group))
        .allSatisfy(m -> assertThat(numbers).contains("`" + m.replaceFirst("_count$", "") + "`"));
  }

  @Test
  void every_drawing_says_in_words_what_it_shows_and_is_made_for_light_and_dark()
      throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      List<Path> drawings = files.filter(f -> f.toString().endsWith(".svg")).toList();
      assertThat(drawings).hasSizeGreaterThan(2);
      assertThat(drawings)
          .allSatisfy(
              d ->
                  assertThat(d)
                      .content()
                      .contains("role=\"img\" aria-labelledby=\"t d\"")
                      .contains("<title id=\"t\">", "<desc id=\"d\">")
                      .contains("prefers-color-scheme: dark"));
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> own = Files.list(Sources.root());
        Stream<Path> docs = Files.walk(DOCS)) {
      return Stream.concat(own, docs).filter(f -> f.toString().endsWith(".md")).toList();
    }
  }

  private static Stream<String> links(Path page) {
    return LINK.matcher(FENCED.matcher(Sources.read(page)).replaceAll(""))
        .results()
        .map(m -> m.group(1) != null ? m.group(1) : m.group(2))
        .filter(link -> !link.contains("://"));
  }

  private static boolean leads(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1
            || all(HEADING, Sources.read(target)).stream()
                .anyMatch(h -> anchor(h).equals(parts[1])));
  }

  /** As GitHub names a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  private static boolean isTest(String type, String method) {
    return Sources.test().stream()
        .filter(f -> f.endsWith(type + ".java"))
        .anyMatch(f -> method == null || Sources.read(f).contains(" " + method + "("));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
