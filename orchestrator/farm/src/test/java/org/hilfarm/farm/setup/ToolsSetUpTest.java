package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the outside programs are found and proven. */
class ToolsSetUpTest {
  private static final List<String> MTOOLS =
      List.of(
          "mcopy",
          "mdel",
          "mdeltree",
          "mdir",
          "mformat",
          "mlabel",
          "mmd",
          "mren",
          "mtype",
          "minfo",
          "mpartition",
          "mattrib");

  private final Machine machine;

  ToolsSetUpTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    machine.program("bin/esptool", "echo 'esptool v5.0.1'");
    machine.program("bin/micropython", "echo True");
    for (String program : MTOOLS) {
      machine.program("bin/" + program, "echo 'mtools 4.0.43'");
    }
  }

  @Test
  void what_is_on_the_path_is_proven_and_used() throws Exception {
    Ending.Exited ending = machine.run("need_tools");
    assertThat(ending.output().lines())
        .containsExactly(
            "farm: esptool: using " + machine.path("bin/esptool"),
            "farm: mtools: using " + machine.path("bin/mcopy"),
            "farm: micropython: using " + machine.path("bin/micropython"));
    assertThat(ending.value()).isZero();
    assertThat(machine.calls()).contains("esptool version");
  }

  @Test
  void the_second_set_up_says_nothing_and_starts_nothing() throws Exception {
    machine.run("need_tools");
    int calls = machine.calls().size();
    Ending.Exited second = machine.run("need_tools");
    assertThat(second.output()).isEmpty();
    assertThat(second.value()).isZero();
    assertThat(machine.calls()).hasSize(calls);
  }

  @Test
  void a_program_that_was_replaced_is_proven_again() throws Exception {
    machine.run("need_tools");
    machine.program("bin/esptool", "echo 'esptool.py v4.7.0'; : a newer file");
    assertThat(machine.run("need_tools").output().lines())
        .containsExactly("farm: esptool: using " + machine.path("bin/esptool"));
  }

  @Test
  void one_that_does_not_run_is_not_used() throws Exception {
    machine.program("bin/esptool", "echo 'No module named serial' >&2; exit 1");
    Ending.Exited ending = machine.run("need_tools");
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output())
        .doesNotContain("esptool: using")
        .contains("this machine is not of the Debian family");
  }
}
