package org.hilfarm.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One word, one thing: the model's public types and docs/glossary.md name the same nouns. */
class GlossaryTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\*\\*(\\w+)\\*\\*: +(.+)$");
  private static final Pattern NESTED =
      Pattern.compile("(?m)^  (?:public )?(?:record|enum|(?:sealed )?interface) (\\w+)");
  private static final Pattern PUBLIC =
      Pattern.compile("(?m)^public (?:final |sealed )*(?:record|enum|class|interface) (\\w+)");

  private static final Path MODEL =
      Sources.root().resolve("orchestrator/model/src/main/java/org/hilfarm/model");

  /** Each public type with its source. */
  private final Map<String, String> types =
      Sources.main().stream()
          .filter(f -> f.startsWith(MODEL))
          .map(Sources::read)
          .filter(s -> PUBLIC.matcher(s).find())
          .collect(Collectors.toMap(GlossaryTest::name, s -> s));

  /** Each entry with its sentence. */
  private final Map<String, String> entries =
      ENTRY
          .matcher(Sources.read(Sources.root().resolve("docs/glossary.md")))
          .results()
          .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2), (a, b) -> a, TreeMap::new));

  @Test
  void every_public_type_of_the_model_has_an_entry() {
    assertThat(types).hasSizeGreaterThan(30);
    assertThat(new TreeSet<>(types.keySet())).isSubsetOf(entries.keySet());
  }

  @Test
  void an_entry_in_code_letters_still_exists() {
    assertThat(types.keySet())
        .as("entries of docs/glossary.md below \"Types\" whose type is gone")
        .containsAll(entries.keySet());
  }

  @Test
  void the_kinds_of_a_sealed_noun_stand_in_its_entry() {
    types.forEach(
        (name, source) ->
            assertThat(
                    NESTED
                        .matcher(source)
                        .results()
                        .map(m -> "`" + m.group(1) + "`")
                        .filter(kind -> !entries.getOrDefault(name, "").contains(kind)))
                .as("kinds of %s that its entry does not name", name)
                .isEmpty());
  }

  private static String name(String source) {
    return PUBLIC.matcher(source).results().findFirst().orElseThrow().group(1);
  }
}
