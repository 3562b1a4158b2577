package org.hilfarm.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each outside library has one door into the farm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgesTest {
  private final JavaClasses farm = Farm.classes();

  /** What is outside, and the packages that may know it. */
  record Edge(String library, List<String> outside, List<String> inside) {
    @Override
    public String toString() {
      return library;
    }
  }

  static Stream<Edge> edges() {
    return Stream.of(
        edge("jSerialComm", "com.fazecast", "drivers.serial"),
        edge("child processes", "java.lang.ProcessBuilder", "process"),
        edge("SQL", "java.sql javax.sql org.postgresql", "server.postgres"),
        edge("Jdbi", "org.jdbi", "server.postgres"),
        edge("Flyway", "org.flywaydb", "server.postgres"),
        edge("HikariCP", "com.zaxxer.hikari", "server.postgres"),
        edge("embedded PostgreSQL", "io.zonky", "server.postgres"),
        edge("Allure", "io.qameta.allure", "server.allure"),
        edge("Quartz", "org.quartz", "server.schedule"),
        edge("Nimbus JOSE", "com.nimbusds", "server.github.oidc"),
        edge("JUnit Platform", "org.junit.platform", "engine"),
        edge("JNA", "com.sun.jna", "virtual.pty"),
        edge("Jackson", "com.fasterxml.jackson", "wire"),
        edge("jte", "gg.jte", "server.dashboard"),
        edge("picocli", "picocli", "farm.cli"),
        edge("Micrometer", "io.micrometer io.prometheus", "server.metrics"),
        edge("JSON schemas", "com.networknt", "testing.contract"),
        edge(
            "the JDK's web server",
            "com.sun.net.httpserver",
            "testing.github.net farm.chaos.stage"),
        edge("Logback", "ch.qos.logback", "farm.logging"),
        edge(
            "Javalin",
            "io.javalin org.eclipse.jetty jakarta.servlet",
            "server.web server.dashboard server.rackapi server.runapi server.github.hook"));
  }

  private static Edge edge(String library, String outside, String inside) {
    return new Edge(library, words(outside), words(inside));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  @Test
  void the_classes_of_the_modules_are_really_looked_at() {
    assertThat(farm.size()).isGreaterThan(80);
    assertThat(farm.contain("org.hilfarm.model.verdict.Verdict")).isTrue();
    assertThat(farm.contain("org.hilfarm.wire.json.Json")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("edges")
  void a_library_is_known_to_its_own_package_only(Edge edge) {
    String[] doors =
        edge.inside().stream().map(p -> "org.hilfarm." + p + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(doors)
        .should()
        .dependOnClassesThat(belongTo(edge))
        .because(edge.library() + " has one door, " + edge.inside())
        .check(farm);
  }

  private static DescribedPredicate<JavaClass> belongTo(Edge edge) {
    return DescribedPredicate.describe(
        "belong to " + edge.library(),
        type ->
            edge.outside().stream()
                .anyMatch(o -> type.getName().equals(o) || type.getName().startsWith(o + ".")));
  }
}
