package org.hilfarm.arch;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the classes of the farm have in common. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HabitsTest {
  /** Read from a clock that was handed in, never from the machine's. */
  private static final Set<String> CLOCK_READINGS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.currentTimeMillis");

  private final JavaClasses farm = Farm.classes();

  @Test
  void the_model_is_made_of_values() {
    classes()
        .that()
        .resideInAPackage("org.hilfarm.model..")
        .and()
        .doNotHaveSimpleName("package-info")
        .should(beAValue())
        .check(farm);
  }

  @Test
  void no_static_field_can_change() {
    fields().that(areStatic()).should().beFinal().check(farm);
  }

  @Test
  void only_the_command_line_prints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.hilfarm.farm.cli..")
        .should(accessTargetWhere(isOneOf(Set.of("java.lang.System.out", "java.lang.System.err"))))
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(farm);
  }

  @Test
  void time_is_handed_in() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.hilfarm.time..", "org.hilfarm.farm..")
        .should(accessTargetWhere(isOneOf(CLOCK_READINGS)))
        .because("java.time.InstantSource and org.hilfarm.time.Ticker come from the outside")
        .check(farm);
  }

  @Test
  void nobody_ends_the_process_but_the_command_line() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.hilfarm.farm.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(farm);
  }

  private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> targets) {
    return DescribedPredicate.describe(
        "is one of " + targets,
        access ->
            targets.contains(
                access.getTargetOwner().getName() + "." + access.getTarget().getName()));
  }

  private static DescribedPredicate<JavaField> areStatic() {
    return DescribedPredicate.describe(
        "are static",
        field ->
            field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static ArchCondition<JavaClass> beAValue() {
    return new ArchCondition<>("be a record, an enum, a sealed interface or a final class") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Class<?> c = type.reflect();
        boolean value =
            c.isRecord() || c.isEnum() || c.isSealed() || Modifier.isFinal(c.getModifiers());
        events.add(new SimpleConditionEvent(type, value, type.getName()));
      }
    };
  }
}
