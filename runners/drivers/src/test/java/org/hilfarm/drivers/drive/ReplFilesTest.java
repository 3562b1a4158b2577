package org.hilfarm.drivers.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a board without a drive, run by a real MicroPython. */
class ReplFilesTest {
  private final Path folder;

  ReplFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_file_arrives_whatever_bytes_it_has_and_twice_is_as_good_as_once() throws Exception {
    StringBuilder all = new StringBuilder("it's \\ \"all\"\r\n\t\0 caf\u00e9 \ud83d\udc0d\n");
    for (char c = 0; c < 0x180; c++) {
      all.append(c);
    }
    byte[] bytes = all.toString().repeat(5).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      run("lib/deep.py", bytes);
      assertThat(Files.readAllBytes(folder.resolve("lib/deep.py"))).isEqualTo(bytes);
    }
    run("plain.py", new byte[0]);
    assertThat(Files.readAllBytes(folder.resolve("plain.py"))).isEmpty();
  }

  @Test
  void no_step_is_longer_than_a_small_heap_can_compile() {
    byte[] bytes = new byte[5000];
    assertThat(ReplFiles.steps("lib/hil.py", bytes))
        .hasSize(12)
        .allSatisfy(step -> assertThat(step.length()).isLessThan(2200));
  }

  private void run(String name, byte[] bytes) throws Exception {
    String steps = String.join("\n", ReplFiles.steps(name, bytes));
    Path script =
        Files.writeString(folder.resolve("steps"), steps.replace("('/", "('" + folder + "/"));
    Ending ending =
        Child.run(
            "micropython",
            Command.of(Tools.here().find("micropython"), script.toString()),
            line -> {},
            Deadline.after(Duration.ofSeconds(20)));
    assertThat(ending)
        .as(ending.output())
        .isInstanceOfSatisfying(Ending.Exited.class, e -> assertThat(e.value()).isZero());
  }
}
