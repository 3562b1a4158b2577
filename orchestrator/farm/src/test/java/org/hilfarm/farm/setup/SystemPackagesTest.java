package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only root can install. */
class SystemPackagesTest {
  private final Machine machine;

  SystemPackagesTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    machine.program("bin/apt-get", "echo 'apt at work'");
  }

  /** Maven comes with its package. */
  private void aptBringsMaven() throws IOException {
    machine.write("maven/mvn", "#!/bin/sh\n");
    machine.program(
        "bin/apt-get",
        "echo 'apt at work'; ln -s '%s' '%s'"
            .formatted(machine.path("maven/mvn"), machine.path("bin/mvn")));
  }

  @Test
  void a_plain_user_without_sudo_gets_the_exact_command() throws Exception {
    Ending.Exited ending = machine.run("need_the_system");
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output())
        .isEqualToIgnoringNewLines(
            "farm: this machine lacks maven, which need root to install. Have root run this, then"
                + " ./farm again: apt-get install -y maven");
    assertThat(machine.calls()).noneMatch(c -> c.startsWith("apt-get"));
  }

  @Test
  void sudo_that_would_ask_where_nobody_can_answer_is_not_started() throws Exception {
    machine.program("bin/sudo", "[ \"$1\" != -n ] || exit 1; exit 7");
    Ending.Exited ending = machine.run("need_the_system");
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output()).contains("apt-get install -y maven");
    assertThat(machine.calls()).contains("sudo -n true").noneMatch(c -> c.contains("apt-get"));
  }

  @Test
  void packages_are_listed_before_root_installs_them() throws Exception {
    machine.user("0");
    aptBringsMaven();
    Ending.Exited ending = machine.run("need_the_system");
    assertThat(ending.value()).isZero();
    assertThat(ending.output().lines())
        .containsExactly(
            "farm: installing maven with the system's package manager: apt-get install -y maven",
            "apt at work");
  }

  @Test
  void packages_are_listed_before_sudo_installs_them() throws Exception {
    machine.program("bin/sudo", "[ \"$1\" = -n ] || exec \"$@\"");
    aptBringsMaven();
    Ending.Exited ending = machine.run("need_the_system");
    assertThat(ending.value()).isZero();
    assertThat(ending.output().lines())
        .containsExactly(
            "farm: installing maven with the system's package manager: sudo apt-get install -y"
                + " maven",
            "apt at work");
    assertThat(machine.run("need_the_system").output()).isEmpty();
  }

  @Test
  void an_index_that_is_old_or_empty_is_read_anew() throws Exception {
    machine.user("0");
    machine.write("maven/mvn", "#!/bin/sh\n");
    machine.program(
        "bin/apt-get",
        "[ $1 != update ] || { touch '%s'; exit; }; [ -e '%s' ] || exit 100; ln -s '%s' '%s'"
            .formatted(
                machine.path("index"),
                machine.path("index"),
                machine.path("maven/mvn"),
                machine.path("bin/mvn")));
    Ending.Exited ending = machine.run("need_the_system");
    assertThat(ending.value()).isZero();
    assertThat(ending.output()).contains("reading it anew: apt-get update");
  }

  @Test
  void an_installation_that_fails_says_what_to_do() throws Exception {
    machine.user("0");
    machine.program("bin/apt-get", "echo 'E: Unable to locate package maven'; exit 100");
    Ending.Exited ending = machine.run("need_the_system");
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output()).contains("apt-get could not install maven; see above");
    assertThat(machine.calls())
        .filteredOn(c -> c.startsWith("apt-get"))
        .containsExactly("apt-get install -y maven", "apt-get update");
  }
}
