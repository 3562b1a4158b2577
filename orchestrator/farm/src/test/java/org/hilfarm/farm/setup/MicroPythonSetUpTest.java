package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A 32-bit MicroPython from a package server whose index of i386 does not hold together. */
class MicroPythonSetUpTest {
  private static final String SET_UP = "with_work_folder set_up_tools micropython";
  private static final String HELPER = "root/usr/lib/apt/apt-helper";
  private static final String STALE_I386 =
      """
      case "$*" in
        *apt-trixie-i386*update*) echo 'File has unexpected size. Mirror sync?'; exit 100 ;;
        *download*) touch libc6-i386.deb ;;
      esac\
      """;
  private static final String UNPACK =
      """
      case "$2" in
        */libc6-i386.deb) folder=$3/usr/lib32 file=ld-linux.so.2 ;;
        */micropython_*) folder=$3/usr/bin file=micropython ;;
        *) folder=$3/usr/lib/i386-linux-gnu file=libffi.so.8 ;;
      esac
      mkdir -p "$folder"; touch "$folder/$file\"\
      """;

  private final Machine machine;

  MicroPythonSetUpTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    machine.program("bin/dpkg", "echo amd64");
    machine.program("bin/apt-get", STALE_I386);
    machine.program("bin/dpkg-deb", UNPACK);
    machine.program("bin/timeout", "[ -e \"$2\" ] && echo True");
  }

  @Test
  void what_the_farm_was_tried_with_is_taken_by_digest() throws Exception {
    machine.program(HELPER, "");
    Ending.Exited ending = machine.run(SET_UP);
    assertThat(ending.output())
        .contains(
            "taking the packages of the 32-bit MicroPython that this farm was tried with, each by"
                + " its digest")
        .contains("micropython: unpacked, runs: " + machine.path("cache/bin/micropython"))
        .doesNotContain("asking again");
    assertThat(ending.value()).isZero();
    assertThat(machine.calls())
        .filteredOn(call -> call.startsWith("apt-helper"))
        .hasSize(5)
        .allMatch(call -> call.matches(".* SHA256:[0-9a-f]{64}"))
        .first()
        .asString()
        .contains("http://deb.example/debian/pool/main/m/micropython/");
    assertThat(machine.path("cache/bin/micropython"))
        .content()
        .contains("tools/micropython/usr/lib32/ld-linux.so.2'")
        .contains("tools/micropython/usr/lib/i386-linux-gnu'");
  }

  @Test
  void another_file_than_the_known_one_is_not_unpacked() throws Exception {
    machine.program(HELPER, "echo 'Hash Sum mismatch'; exit 100");
    Ending.Exited ending = machine.run(SET_UP);
    assertThat(ending.value()).isEqualTo(2);
    assertThat(ending.output())
        .contains(
            "could not fetch micropython_1.25.0+ds-1_i386.deb as this farm knows it; run ./farm"
                + " setup again when the server's index is whole");
    assertThat(machine.calls()).filteredOn(call -> call.startsWith("dpkg-deb")).hasSize(1);
    assertThat(machine.path("cache/tools/micropython")).doesNotExist();
  }

  @Test
  void an_index_that_holds_is_believed_first() throws Exception {
    machine.program(
        "bin/apt-get",
        "case \"$*\" in *install*) echo 'Inst micropython (1.26)' ;; *download*) touch"
            + " micropython_126.deb libc6-i386.deb ;; esac");
    Ending.Exited ending = machine.run(SET_UP);
    assertThat(ending.output()).contains("micropython: unpacked, runs: ");
    assertThat(ending.value()).isZero();
    assertThat(machine.calls()).noneMatch(call -> call.startsWith("apt-helper"));
  }
}
