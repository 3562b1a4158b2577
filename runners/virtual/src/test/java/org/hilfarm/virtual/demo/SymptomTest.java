package org.hilfarm.virtual.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.model.board.Family;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.Test;

class SymptomTest {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository.root"));
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([a-z0-9-]+) \\| .+? \\| ([A-Z0-9, ]+) \\| (.+?) \\| (.+?) \\|$");

  @Test
  void the_page_of_symptoms_names_each_with_its_families_script_and_issues() throws IOException {
    String page = Files.readString(REPOSITORY.resolve("docs/symptoms.md"));
    List<String> rows =
        ROW.matcher(page).results().map(m -> joined(m, 1, 2, 3, 4)).sorted().toList();
    List<String> symptoms = Arrays.stream(Symptom.values()).map(SymptomTest::row).sorted().toList();
    assertThat(rows).isEqualTo(symptoms);
  }

  @Test
  void each_turns_a_script_red_that_the_farm_has_and_is_found_by_its_name() throws Exception {
    Configs configs = Configs.load(REPOSITORY);
    for (Symptom symptom : Symptom.values()) {
      assertThat(configs.scripts()).containsKey(symptom.script());
      assertThat(Symptom.of(symptom.id())).contains(symptom);
    }
    assertThat(Symptom.of("no-such-thing")).isEmpty();
  }

  @Test
  void no_two_have_the_same_trait() {
    assertThat(Arrays.stream(Symptom.values()).map(Symptom::trait)).doesNotHaveDuplicates();
  }

  private static String joined(MatchResult match, int... groups) {
    return Arrays.stream(groups).mapToObj(match::group).collect(Collectors.joining(" | "));
  }

  private static String row(Symptom symptom) {
    String families =
        symptom.families().stream().sorted().map(Family::name).collect(Collectors.joining(", "));
    return String.join(
        " | ",
        symptom.id(),
        families,
        symptom.script().value(),
        String.join(", ", symptom.issues()));
  }
}
