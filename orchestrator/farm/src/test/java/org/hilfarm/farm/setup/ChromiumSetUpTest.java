package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the browser for the tests comes from. */
class ChromiumSetUpTest {
  private static final String CHROMIUM = "echo 'Chromium 150.0.7871.100 built on Debian'";

  private final Machine machine;

  ChromiumSetUpTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    machine.program("bin/apt-get", "echo 'apt at work'");
  }

  private Ending.Exited offered(String command, Map<String, String> more) throws Exception {
    return machine.run("offer_chromium %s; echo goes on".formatted(command), more);
  }

  private Ending.Exited offered() throws Exception {
    return offered("setup", Map.of());
  }

  @Test
  void one_on_the_path_is_taken_and_nothing_is_said() throws Exception {
    machine.program("bin/google-chrome", "echo 'Google Chrome 151.0.1.2'");
    assertThat(offered().output()).isEqualTo("goes on\n");
    assertThat(machine.calls()).containsExactly("google-chrome --version");
    assertThat(machine.run("find_chromium").output())
        .isEqualTo(machine.path("bin/google-chrome") + "\n");
  }

  @Test
  void one_that_is_named_comes_before_those_of_the_path() throws Exception {
    machine.program("bin/chromium", CHROMIUM);
    machine.program("own/browser", CHROMIUM);
    String own = machine.path("own/browser").toString();
    assertThat(machine.run("find_chromium", Map.of("HIL_FARM_CHROMIUM", own)).output())
        .isEqualTo(own + "\n");
  }

  @Test
  void a_name_that_leads_nowhere_is_said_and_nothing_is_installed_for_it() throws Exception {
    machine.user("0");
    machine.program("bin/chromium", CHROMIUM);
    assertThat(offered("setup", Map.of("HIL_FARM_CHROMIUM", "/no/such")).output().lines())
        .containsExactly(
            "farm: HIL_FARM_CHROMIUM says /no/such, which is no Chromium that runs",
            "farm: There is no Chromium, see above; the tests in a browser are skipped."
                + " ./farm setup tries again",
            "goes on");
    assertThat(machine.calls()).noneMatch(c -> c.startsWith("apt-get"));
  }

  @Test
  void one_that_only_asks_for_another_package_is_passed_over() throws Exception {
    machine.program("bin/chromium-browser", "echo 'please install the snap'; exit 1");
    machine.program("bin/google-chrome", "echo 'Google Chrome 151.0.1.2'");
    assertThat(machine.run("find_chromium").output())
        .isEqualTo(machine.path("bin/google-chrome") + "\n");
  }

  @Test
  void root_gets_the_system_s_package_which_is_listed_first() throws Exception {
    machine.user("0");
    machine.program("apt/chromium", CHROMIUM);
    machine.program(
        "bin/apt-get",
        "echo 'apt at work'; ln -s '%s' '%s'"
            .formatted(machine.path("apt/chromium"), machine.path("bin/chromium")));
    assertThat(offered().output().lines())
        .containsExactly(
            "farm: installing chromium with the system's package manager: apt-get install -y"
                + " chromium",
            "apt at work",
            "goes on");
    assertThat(offered().output()).isEqualTo("goes on\n");
  }

  @Test
  void whoever_may_not_install_is_told_the_command_and_what_is_skipped() throws Exception {
    assertThat(offered().output().lines())
        .containsExactly(
            "farm: this machine lacks chromium, which need root to install. Have root run this,"
                + " then ./farm again: apt-get install -y chromium",
            "farm: There is no Chromium, see above; the tests in a browser are skipped."
                + " ./farm setup tries again",
            "goes on");
    assertThat(machine.calls()).noneMatch(c -> c.startsWith("apt-get"));
  }

  @Test
  void a_system_of_another_family_is_told_what_to_put_where() throws Exception {
    Files.delete(machine.path("bin/apt-get"));
    assertThat(offered().output())
        .contains("no chromium google-chrome chromium-browser here runs: put one on the PATH, or")
        .contains("HIL_FARM_CHROMIUM")
        .endsWith("goes on\n");
  }

  @Test
  void the_tests_take_what_is_there_and_say_what_they_skip() throws Exception {
    machine.user("0");
    machine.program("bin/apt-get", "");
    assertThat(offered("verify", Map.of()).output().lines())
        .containsExactly(
            "farm: There is no Chromium; the tests in a browser are skipped. ./farm setup installs"
                + " one",
            "goes on");
    assertThat(machine.calls()).noneMatch(c -> c.startsWith("apt-get"));
  }

  @Test
  void no_other_command_looks_for_a_browser() throws Exception {
    assertThat(offered("demo", Map.of()).output()).isEqualTo("goes on\n");
    assertThat(machine.calls()).isEmpty();
  }
}
