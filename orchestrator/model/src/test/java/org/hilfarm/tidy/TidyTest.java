package org.hilfarm.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The house rules that can be read off the source text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 50;
  private static final int PARAMETERS = 6;

  /** A package is a station on the verdict's way, never a kind of thing. */
  private static final Pattern KIND =
      Pattern.compile(
          "(?m)^package [\\w.]*\\b(utils?|commons?|impl|helpers?|managers?|dtos?|misc)\\b.*$");

  private static final Pattern LEFT_BEHIND = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  private static final Pattern NAP =
      Pattern.compile("\\bThread\\.sleep\\(|\\bTimeUnit\\.\\w+\\.sleep\\(");

  /** Spelt in two parts, so that this file does not find itself. */
  private static final Pattern SWITCHED_OFF = Pattern.compile("@" + "Disabled\\b");

  private List<Path> all = List.of();
  private Parsed main = new Parsed(List.of(), List.of());
  private Parsed test = new Parsed(List.of(), List.of());

  @BeforeAll
  void read_the_repository() {
    all = Sources.all();
    main = Parsed.of(Sources.main());
    test = Parsed.of(Sources.test());
  }

  @Test
  void the_repository_is_really_looked_at() {
    assertThat(all).hasSizeGreaterThan(50);
    assertThat(main.methods()).hasSizeGreaterThan(50);
    assertThat(test.methods()).hasSizeGreaterThan(10);
  }

  @Test
  void no_file_is_longer_than_400_lines() {
    record Sized(Path file, long lines) {}
    List<Sized> sized =
        all.stream()
            .map(f -> new Sized(f, lines(f)))
            .sorted(Comparator.comparingLong(Sized::lines).reversed())
            .toList();
    System.out.println("The ten longest files:");
    sized.stream()
        .limit(10)
        .forEach(f -> System.out.printf("%6d %s%n", f.lines(), Sources.named(f.file())));
    assertThat(sized.stream().filter(f -> f.lines() > FILE_LINES))
        .as("longer than %d lines", FILE_LINES)
        .isEmpty();
  }

  @Test
  void no_method_is_longer_than_50_lines() {
    System.out.println("The ten longest methods:");
    methods()
        .sorted(Comparator.comparingInt(Parsed.Method::lines).reversed())
        .limit(10)
        .forEach(m -> System.out.printf("%6d %s %s%n", m.lines(), m.where(), m.name()));
    assertThat(methods().filter(m -> m.lines() > METHOD_LINES))
        .as("longer than %d lines", METHOD_LINES)
        .isEmpty();
  }

  @Test
  void no_method_takes_more_than_six_parameters() {
    assertThat(
            methods()
                .filter(m -> m.parameters() > PARAMETERS)
                .filter(m -> !m.annotations().contains("ParameterizedTest")))
        .as("more than %d parameters: make a record of them", PARAMETERS)
        .isEmpty();
  }

  @Test
  void no_package_is_named_after_a_kind_of_thing() {
    assertThat(all.stream().filter(f -> finds(KIND, f)).map(Sources::named)).isEmpty();
  }

  @Test
  void every_main_package_says_that_nothing_is_null() {
    Map<Path, List<Path>> folders =
        Sources.main().stream().collect(Collectors.groupingBy(f -> f.resolveSibling("")));
    assertThat(folders.keySet())
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .content()
                    .contains("@NullMarked")
                    .contains("/**"));
  }

  @Test
  void every_public_type_says_what_it_is() {
    assertThat(main.types().stream().filter(t -> t.visible() && !t.documented())).isEmpty();
  }

  @Test
  void nothing_is_left_for_later_and_no_test_is_switched_off() {
    Path here = Path.of("org/hilfarm/tidy/TidyTest.java");
    assertThat(
            all.stream()
                .filter(f -> !f.endsWith(here))
                .filter(f -> finds(LEFT_BEHIND, f) || finds(SWITCHED_OFF, f))
                .map(Sources::named))
        .isEmpty();
  }

  @Test
  void main_code_waits_for_events_and_never_naps() {
    assertThat(Sources.main().stream().filter(f -> finds(NAP, f)).map(Sources::named)).isEmpty();
  }

  @Test
  void test_names_are_sentences() {
    assertThat(
            test.methods().stream()
                .filter(m -> m.annotations().contains("Test"))
                .filter(m -> !m.name().matches("[a-z0-9A-Z]+(_[a-z0-9A-Z]+){2,}")))
        .isEmpty();
  }

  private Stream<Parsed.Method> methods() {
    return Stream.concat(main.methods().stream(), test.methods().stream());
  }

  private static boolean finds(Pattern pattern, Path file) {
    return pattern.matcher(Sources.read(file)).find();
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
