package org.hilfarm.virtual.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedDriveTest {
  private static final int BLOCKS = 4;

  private final Path folder;
  private final EmulatedDrive drive;
  private Path file;

  EmulatedDriveTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.drive = new EmulatedDrive(new ChipEvent.Disk(BLOCKS, EmulatedDrive.BLOCK));
    this.file = folder.resolve("drive.img");
  }

  @BeforeEach
  void the_host_sees_it() throws Exception {
    drive.says(0, filled('a'));
    file = drive.makeImage(folder);
    drive.shownAt(file);
  }

  @Test
  void what_the_device_says_is_in_the_file() throws Exception {
    drive.says(2, filled('d'));
    assertThat(block(0)).isEqualTo(filled('a'));
    assertThat(block(2)).isEqualTo(filled('d'));
    assertThat(drive.hostWrote()).isEmpty();
  }

  @Test
  void what_the_host_writes_goes_to_the_device_once() throws Exception {
    hostWrites(1, 'h');
    assertThat(drive.hostWrote())
        .singleElement()
        .satisfies(w -> assertThat(w.block()).isEqualTo(1))
        .satisfies(w -> assertThat(Frame.rest(w.bytes())).isEqualTo(filled('h')));
    assertThat(drive.hostWrote()).isEmpty();
  }

  @Test
  void a_block_that_the_host_has_just_written_stays_the_hosts() throws Exception {
    hostWrites(1, 'h');
    drive.says(1, filled('d'));
    assertThat(block(1)).isEqualTo(filled('h'));
    assertThat(drive.hostWrote()).hasSize(1);
  }

  @Test
  void what_was_read_before_a_write_arrived_does_not_undo_it() throws Exception {
    hostWrites(1, 'h');
    assertThat(drive.hostWrote()).hasSize(1);
    drive.says(1, filled('d'));
    assertThat(block(1)).isEqualTo(filled('h'));
    drive.answered(new ChipEvent.Wrote(1, 1, true));
    drive.says(1, filled('e'));
    assertThat(block(1)).isEqualTo(filled('e'));
  }

  @Test
  void a_refused_write_gives_the_file_back_what_the_device_holds() throws Exception {
    hostWrites(0, 'h');
    assertThat(drive.hostWrote()).hasSize(1);
    drive.answered(new ChipEvent.Wrote(0, 1, false));
    assertThat(block(0)).isEqualTo(filled('a'));
    assertThat(drive.hostWrote()).isEmpty();
  }

  private void hostWrites(int block, char what) throws Exception {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(filled(what)), (long) block * EmulatedDrive.BLOCK);
    }
  }

  private byte[] block(int number) throws Exception {
    int at = number * EmulatedDrive.BLOCK;
    return Arrays.copyOfRange(Files.readAllBytes(file), at, at + EmulatedDrive.BLOCK);
  }

  private static byte[] filled(char with) {
    byte[] bytes = new byte[EmulatedDrive.BLOCK];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
