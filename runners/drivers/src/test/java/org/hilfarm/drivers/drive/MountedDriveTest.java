package org.hilfarm.drivers.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hilfarm.process.Ending;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedDriveTest {
  private final Path root;

  MountedDriveTest(@TempDir Path root) throws Exception {
    this.root = root;
    Files.createDirectories(root.resolve("proc/self"));
  }

  @Test
  void a_drive_is_found_by_its_partition_and_with_spaces_in_its_folder() throws Exception {
    mounts(
        "/dev/sdaa1 /media/other vfat rw 0 0",
        "tmpfs /tmp tmpfs rw 0 0",
        "/dev/sda1 /media/me/CIRCUITPY\\0401 vfat rw,relatime 0 0");
    assertThat(MountedDrive.of(root, Path.of("/dev/sda")))
        .contains(new MountedDrive(Path.of("/media/me/CIRCUITPY 1")));
    assertThat(MountedDrive.of(root, Path.of("/dev/sdb"))).isEmpty();
  }

  @Test
  void where_nothing_tells_of_mounts_nothing_is_mounted() throws Exception {
    assertThat(MountedDrive.of(root, Path.of("/dev/sda"))).isEmpty();
  }

  @Test
  void a_file_goes_into_a_folder_that_is_made_first() throws Exception {
    Path file = Files.writeString(root.resolve("from"), "new");
    MountedDrive drive = new MountedDrive(Files.createDirectory(root.resolve("CIRCUITPY")));
    Ending ending =
        drive.put(file, "lib/hil.py", Tools.here(), Deadline.after(Duration.ofSeconds(20)));
    assertThat(ending)
        .isInstanceOfSatisfying(Ending.Exited.class, e -> assertThat(e.value()).isZero());
    assertThat(root.resolve("CIRCUITPY/lib/hil.py")).hasContent("new");
  }

  @Test
  void a_drive_that_takes_nothing_says_why() throws Exception {
    Path file = Files.writeString(root.resolve("from"), "new");
    MountedDrive gone = new MountedDrive(Files.createFile(root.resolve("no-folder")));
    Ending ending =
        gone.put(file, "lib/hil.py", Tools.here(), Deadline.after(Duration.ofSeconds(20)));
    assertThat(ending)
        .isInstanceOfSatisfying(Ending.Exited.class, e -> assertThat(e.value()).isPositive());
    assertThat(ending.output()).contains("no-folder");
  }

  private void mounts(String... lines) throws Exception {
    Files.writeString(root.resolve("proc/self/mounts"), String.join("\n", lines) + "\n");
  }
}
