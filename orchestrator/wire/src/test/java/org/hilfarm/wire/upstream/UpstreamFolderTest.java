package org.hilfarm.wire.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Expectation.Form;
import org.hilfarm.model.script.Script;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamFolderTest {
  private final Path folder;

  UpstreamFolderTest(@TempDir Path temp) throws IOException {
    this.folder = Files.createDirectories(temp.resolve("basics"));
  }

  @Test
  void a_test_is_named_by_its_folder_and_judged_by_what_lies_beside_it() throws Exception {
    file("int-Big1.py", "print(1 << 80)\n");
    file("int-Big1.py.exp", "1208925819614629174706176\r\n");
    file("sub/alone.py", "print(1)\n");
    List<Script> tests = UpstreamFolder.read(folder);
    assertThat(tests)
        .extracting(t -> t.id().value())
        .containsExactly("upstream/basics/int_big1", "upstream/sub/alone");
    assertThat(expectation(tests.getFirst()))
        .isEqualTo(new Expectation(Form.OUTPUT, "1208925819614629174706176\n"));
    assertThat(expectation(tests.getLast()))
        .isEqualTo(new Expectation(Form.NOT_RUN, "no expected output beside it"));
  }

  @Test
  void hashes_or_upstreams_own_list_make_patterns_of_the_lines() throws Exception {
    assertThat(form("a.py", "x\n########\ny\n")).isEqualTo(Form.PATTERNS);
    assertThat(form("b.py", "x ########\n")).isEqualTo(Form.OUTPUT);
    assertThat(form("builtin_help.py", "x\n")).isEqualTo(Form.PATTERNS);
  }

  @Test
  void tests_without_expected_output_may_judge_themselves() throws Exception {
    file("u.py", "import unittest\n");
    file("s.py", "# the scoreboard\nL = [\"PASS\", \"FAIL\"]\n");
    assertThat(UpstreamFolder.read(folder))
        .extracting(t -> expectation(t).form())
        .containsExactly(Form.SCOREBOARD, Form.UNITTEST);
  }

  @Test
  void what_no_board_can_be_given_is_not_run_and_says_why() throws Exception {
    file("repl_basic.py", "x");
    file("repl_basic.py.exp", "x");
    Files.write(folder.resolve("bytes.py"), new byte[] {(byte) 0xff});
    file("long.py", "#".repeat(UpstreamTest.LONGEST + 1));
    file("told.py", "x");
    file("told.py.exp", "x".repeat(Expectation.LONGEST + 1));
    assertThat(UpstreamFolder.read(folder))
        .extracting(t -> expectation(t).text())
        .containsExactly(
            "it is no UTF-8 text",
            "it is longer than 256 KiB",
            "it is for the command line of the Unix port",
            "its expected output is longer than 1024 KiB");
  }

  @Test
  void two_tests_of_one_name_and_a_folder_without_tests_are_refused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamFolder.read(folder))
        .withMessageEndingWith(
            "basics: there is no test in it, no *.py file in it or 5 folders deep");
    file("a-b.py", "");
    file("a_b.py", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamFolder.read(folder))
        .withMessageContaining("would both be called upstream/basics/a_b; rename one");
  }

  @Test
  void links_are_not_followed() throws Exception {
    Path outside = Files.writeString(folder.resolveSibling("outside.py"), "print(1)\n");
    Files.createSymbolicLink(folder.resolve("link.py"), outside);
    file("a.py", "");
    assertThat(UpstreamFolder.read(folder)).hasSize(1);
  }

  @Test
  void a_test_survives_the_wire() throws Exception {
    file("a.py", "print('\u00e4')\n");
    file("a.py.exp", "\u00e4\n");
    Script test = UpstreamFolder.read(folder).getFirst();
    Script read = Json.read(Json.write(test), Script.class);
    assertThat(read.source()).isEqualTo(test.source());
    assertThat(read.expectation()).isEqualTo(test.expectation());
  }

  private Form form(String name, String expected) throws IOException {
    file(name, "");
    file(name + ".exp", expected);
    return UpstreamFolder.read(folder).stream()
        .filter(t -> t.id().value().equals("upstream/basics/" + name.replace(".py", "")))
        .map(t -> expectation(t).form())
        .findFirst()
        .orElseThrow();
  }

  private static Expectation expectation(Script test) {
    return test.expectation().orElseThrow();
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
