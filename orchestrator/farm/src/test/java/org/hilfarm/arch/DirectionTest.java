package org.hilfarm.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Dependencies run one way: farm to server, farm to agent to engine to drivers, all above wire,
 * process and model. Server and agent meet only in wire; virtual and testing are known to the
 * composition root.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectionTest {
  private final JavaClasses farm = Farm.classes();

  @ParameterizedTest
  @CsvSource({
    "time, ''",
    "firmware, ''",
    "model, time firmware",
    "process, time firmware model",
    "wire, time firmware model",
    "drivers, time firmware model wire process",
    "engine, time firmware model wire process drivers",
    "agent, time firmware model wire process drivers engine",
    "virtual, time firmware model wire process",
    "server, time firmware model wire process",
    "testing, time firmware model wire process",
    "farm, time firmware model wire process drivers engine agent virtual server testing"
  })
  void a_module_knows_only_what_lies_below_it(String module, String below) {
    List<String> known =
        Stream.concat(Stream.of(module), Arrays.stream(below.split(" ")))
            .filter(m -> !m.isEmpty())
            .map(m -> "org.hilfarm." + m + ".")
            .toList();
    classes()
        .that()
        .resideInAPackage("org.hilfarm." + module + "..")
        .should()
        .onlyDependOnClassesThat(areOutsideTheFarmOrIn(known))
        .allowEmptyShould(true)
        .check(farm);
  }

  @Test
  void the_model_knows_nothing_but_the_jdk() {
    classes()
        .that()
        .resideInAnyPackage("org.hilfarm.model..", "org.hilfarm.firmware..", "org.hilfarm.time..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.hilfarm.model..",
            "org.hilfarm.firmware..",
            "org.hilfarm.time..",
            "org.jspecify..")
        .check(farm);
  }

  @Test
  void no_package_knows_itself_by_a_detour() {
    slices().matching("org.hilfarm.(**)").should().beFreeOfCycles().check(farm);
  }

  private static DescribedPredicate<JavaClass> areOutsideTheFarmOrIn(List<String> known) {
    return DescribedPredicate.describe(
        "are outside the farm or in " + known,
        type ->
            !type.getName().startsWith("org.hilfarm.")
                || known.stream().anyMatch(type.getName()::startsWith));
  }
}
