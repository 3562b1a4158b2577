package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the JDK is found, and what is done where there is none. */
class JdkTest {
  private static final String FOUND = "need_jdk; echo \"$JDK_VERSION $JAVA_HOME\"";
  private static final String MID_UPDATE =
      "echo 'File has unexpected size (9436656 != 9437612). Mirror sync in progress?'; exit 100";

  private final Machine machine;

  JdkTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    machine.program("bin/dpkg", "echo amd64");
  }

  private void found(Ending.Exited ending, String version, String home) {
    assertThat(ending.output().strip()).endsWith(version + " " + machine.path(home));
    assertThat(ending.value()).isZero();
  }

  @Test
  void java_home_comes_first() throws Exception {
    machine.jdk("mine", "25.0.1");
    machine.jdk("root/usr/lib/jvm/java-21", "21.0.9");
    Map<String, String> javaHome = Map.of("JAVA_HOME", machine.path("mine").toString());
    found(machine.run(FOUND, javaHome), "25.0.1", "mine");
  }

  @Test
  void one_that_is_too_old_is_passed_over() throws Exception {
    machine.jdk("mine", "17.0.12");
    machine.jdk("root/usr/lib/jvm/java-11", "11.0.2");
    machine.jdk("root/usr/lib/jvm/java-21", "21-ea");
    Map<String, String> javaHome = Map.of("JAVA_HOME", machine.path("mine").toString());
    found(machine.run(FOUND, javaHome), "21-ea", "root/usr/lib/jvm/java-21");
  }

  @Test
  void the_path_s_is_found() throws Exception {
    machine.jdk("opt/jdk", "22.0.1");
    machine.run(
        "ln -s '%s' '%s'".formatted(machine.path("opt/jdk/bin/javac"), machine.path("bin")));
    found(machine.run(FOUND), "22.0.1", "opt/jdk");
  }

  @Test
  void without_any_debian_s_is_unpacked_privately_and_kept() throws Exception {
    machine.program("bin/apt-get", "case \"$*\" in *download*) touch openjdk-21.deb ;; esac");
    machine.program(
        "bin/dpkg-deb",
        """
        jdk=$3/usr/lib/jvm/java-21-openjdk-amd64
        mkdir -p "$jdk/bin"
        printf 'JAVA_VERSION="21.0.9"\\n' >"$jdk/release"
        printf '#!/bin/sh\\n' >"$jdk/bin/java"
        printf '#!/bin/sh\\n' >"$jdk/bin/javac"
        chmod 755 "$jdk"/bin/*\
        """);
    Ending.Exited first = machine.run(FOUND);
    assertThat(first.output())
        .startsWith("farm: found no JDK 21 or newer in JAVA_HOME, /usr/lib/jvm or on the PATH")
        .contains("unpacking openjdk-21 below " + machine.path("cache"));
    found(first, "21.0.9", "cache/tools/jdk/usr/lib/jvm/java-21-openjdk-amd64");
    int calls = machine.calls().size();
    assertThat(machine.run(FOUND).output().lines()).hasSize(1);
    assertThat(machine.calls()).hasSize(calls);
  }

  @Test
  void without_any_and_without_network_it_says_so() throws Exception {
    machine.program("bin/apt-get", "echo 'Could not resolve deb.example'; exit 100");
    machine.program("bin/dpkg-deb", "");
    Ending.Exited ending = machine.run(FOUND);
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output())
        .contains("the package index of trixie could not be read; is the network up?");
    assertThat(machine.path("cache")).isDirectoryNotContaining("glob:**/work.*");
  }

  @Test
  void a_server_in_the_middle_of_an_update_is_asked_again() throws Exception {
    machine.program(
        "bin/apt-get",
        "case \"$*\" in *download*) exit 1 ;; esac; [ -e '%s' ] || { touch '%s'; %s; }"
            .formatted(machine.path("asked"), machine.path("asked"), MID_UPDATE));
    machine.program("bin/dpkg-deb", "");
    machine.program("bin/sleep", "");
    assertThat(machine.run(FOUND).output())
        .contains("its server seems to be in the middle of an update; asking again in 20 s")
        .contains("could not fetch openjdk-21-jdk-headless openjdk-21-jre-headless");
    assertThat(machine.calls()).filteredOn(c -> c.startsWith("sleep")).containsExactly("sleep 20");
  }

  @Test
  void a_server_that_stays_so_is_told_of() throws Exception {
    machine.program("bin/apt-get", MID_UPDATE);
    machine.program("bin/dpkg-deb", "");
    machine.program("bin/sleep", "");
    Ending.Exited ending = machine.run(FOUND);
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output())
        .contains(
            "the package index of trixie (amd64) is not what its server says it should be (see"
                + " above for apt's words): run ./farm setup again in some minutes");
    assertThat(machine.calls())
        .filteredOn(c -> c.startsWith("sleep"))
        .containsExactly("sleep 20", "sleep 40");
  }

  @Test
  void outside_the_debian_family_it_says_what_is_needed() throws Exception {
    Ending.Exited ending = machine.run(FOUND);
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output())
        .contains(
            "this machine is not of the Debian family: put esptool, mtools, micropython and a JDK"
                + " 21 on the PATH yourself");
  }
}
