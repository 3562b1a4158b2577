package org.hilfarm.drivers.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveFilesTest {
  private final Path folder;

  DriveFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void board_and_farm_compute_the_same_digest() throws Exception {
    String text = "import hil\n# caf\u00e9 \ud83d\udc0d\n".repeat(100);
    Files.writeString(folder.resolve("a.py"), text);
    assertThat(FileDigest.parse(onBoard("a.py")))
        .isEqualTo(FileDigest.of(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(FileDigest.parse(onBoard("b.py")).toString()).isEqualTo("no such file");
  }

  @Test
  void an_answer_that_makes_no_sense_is_no_files_digest() {
    assertThat(FileDigest.parse("12 x")).isEqualTo(new FileDigest(-1, 0));
    assertThat(FileDigest.parse("99999999999 1")).isEqualTo(new FileDigest(-1, 0));
  }

  @Test
  void a_volume_begins_at_the_drives_start_or_at_its_first_partition() throws Exception {
    byte[] sector = new byte[1024];
    sector[446 + 8] = 1;
    Path disk = Files.write(folder.resolve("disk"), sector);
    assertThat(Partition.startsAt(disk)).isEqualTo(512);
    sector[0] = (byte) 0xeb;
    Files.write(disk, sector);
    assertThat(Partition.startsAt(disk)).isZero();
    Files.write(disk, new byte[100]);
    assertThatThrownBy(() -> Partition.startsAt(disk)).hasMessageContaining("only 100 bytes");
  }

  private String onBoard(String name) throws Exception {
    String question = FileDigest.question(name).replace("'/" + name, "'" + folder + "/" + name);
    Path script = Files.writeString(folder.resolve("question"), question);
    return Child.run(
            "micropython",
            Command.of(Tools.here().find("micropython"), script.toString()),
            line -> {},
            Deadline.after(Duration.ofSeconds(20)))
        .output();
  }
}
