package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the archive's launcher takes, and what it says where there is none. */
class JreTest {
  private static final String FOUND = "need_jre; echo \"$JRE_VERSION $JAVA_HOME\"";

  private final Machine machine;

  JreTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
  }

  private void jre(String path, String version) throws IOException {
    machine.write(path + "/bin/java", "#!/bin/sh\n");
    machine.write(path + "/release", "JAVA_VERSION=\"" + version + "\"\n");
  }

  private Map<String, String> javaHome(String path) {
    return Map.of("JAVA_HOME", machine.path(path).toString());
  }

  @Test
  void java_home_comes_first_and_needs_no_compiler() throws Exception {
    jre("a folder of mine", "25.0.1");
    jre("root/usr/lib/jvm/java-21", "21.0.9");
    assertThat(machine.run(FOUND, javaHome("a folder of mine")).output().strip())
        .isEqualTo("25.0.1 " + machine.path("a folder of mine"));
  }

  @Test
  void one_that_is_too_old_is_passed_over() throws Exception {
    jre("mine", "17.0.12");
    jre("root/usr/lib/jvm/java-21", "21.0.9");
    assertThat(machine.run(FOUND, javaHome("mine")).output().strip())
        .isEqualTo("21.0.9 " + machine.path("root/usr/lib/jvm/java-21"));
  }

  @Test
  void one_without_a_file_about_itself_is_asked() throws Exception {
    machine.write(
        "root/opt/hil-farm/jre/bin/java",
        "#!/bin/sh\necho 'openjdk version \"21.0.9\" 2025-10-21' >&2\n");
    assertThat(machine.run(FOUND).output().strip())
        .isEqualTo("21.0.9 " + machine.path("root/opt/hil-farm/jre"));
  }

  @Test
  void without_any_it_says_which_there_are_and_what_to_do() throws Exception {
    jre("mine", "17.0.12");
    Ending.Exited ending = machine.run(FOUND, javaHome("mine"));
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output().strip())
        .isEqualTo(
            "farm: found no Java 21 or newer in JAVA_HOME, on the PATH, in /usr/lib/jvm or in"
                + " /opt/hil-farm/jre (only %s, which is 17.0.12). Install one, such as Debian 13's"
                    .formatted(machine.path("mine"))
                + " openjdk-21-jre-headless, or unpack any and point JAVA_HOME at its folder");
  }
}
