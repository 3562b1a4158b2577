package org.hilfarm.virtual.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FatVolumeTest {
  private final Path folder;

  FatVolumeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path image() {
    return folder.resolve("volume.img");
  }

  private static FatShape shape(int sectors) {
    return new FatShape("CIRCUITPY", sectors, 1, 1, 512, 1);
  }

  private static DriveTree some() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    byte[] large = new byte[100_000];
    new Random(3).nextBytes(large);
    entries.put("code.py", "print(1)\n".getBytes(StandardCharsets.US_ASCII));
    entries.put("empty.txt", new byte[0]);
    entries.put("lib/", new byte[0]);
    entries.put("lib/a name longer than thirteen characters.mpy", large);
    entries.put("lib/sub/", new byte[0]);
    entries.put("lib/sub/UPPER.TXT", new byte[] {1});
    entries.put("settings.toml", new byte[] {2});
    return new DriveTree(entries);
  }

  private String mtool(String tool, String... arguments) throws Exception {
    Command command = Command.of(Tools.here().find(tool), arguments).with("MTOOLSRC", "/dev/null");
    Ending ending = Child.run(tool, command, line -> {}, Deadline.after(Duration.ofSeconds(30)));
    assertThat(ending).isInstanceOf(Ending.Exited.class);
    assertThat(((Ending.Exited) ending).value()).as(ending.output()).isZero();
    return ending.output();
  }

  /** FAT12 (960 KiB of an ESP32-S2, 2 MiB of an nRF52840) and FAT16 (7 MiB of an RP2040). */
  @ParameterizedTest
  @ValueSource(ints = {1919, 4095, 14335})
  void mtools_reads_what_we_write_and_we_read_it_again(int sectors) throws Exception {
    FatWriter.create(image(), shape(sectors), some());
    String volume = image() + "@@512";
    assertThat(mtool("mdir", "-i", volume, "-/", "-b", "::"))
        .contains("code.py", "a name longer than thirteen characters.mpy", "UPPER.TXT");
    Path copy = folder.resolve("copy.mpy");
    mtool(
        "mcopy",
        "-i",
        volume,
        "::/lib/a name longer than thirteen characters.mpy",
        copy.toString());
    assertThat(copy)
        .hasBinaryContent(some().entries().get("lib/a name longer than thirteen characters.mpy"));
    assertThat(FatReader.read(image(), shape(sectors)).same(some())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1919, 14335})
  void we_read_what_mtools_writes(int sectors) throws Exception {
    FatWriter.create(image(), shape(sectors), some());
    String volume = image() + "@@512";
    Path file = Files.writeString(folder.resolve("a long and new name.py"), "x = 1\n");
    mtool("mdel", "-i", volume, "::/code.py");
    mtool("mcopy", "-i", volume, file.toString(), "::/lib/sub/");
    mtool("mcopy", "-i", volume, file.toString(), "::/short.py");
    SortedMap<String, byte[]> expected = new TreeMap<>(some().entries());
    expected.remove("code.py");
    expected.put("lib/sub/a long and new name.py", Files.readAllBytes(file));
    expected.put("short.py", Files.readAllBytes(file));
    DriveTree seen = FatReader.read(image(), shape(sectors));
    assertThat(seen.entries().keySet()).isEqualTo(expected.keySet());
    assertThat(seen.same(new DriveTree(expected))).isTrue();
  }

  @Test
  void a_chain_that_leads_nowhere_makes_the_volume_torn() throws Exception {
    FatWriter.create(image(), shape(1919), some());
    overwrite(2 * 512, new byte[512 * 6]);
    assertThatThrownBy(() -> FatReader.read(image(), shape(1919)))
        .isInstanceOf(TornVolumeException.class)
        .hasMessageContaining("leads nowhere");
  }

  @Test
  void a_name_that_leaves_its_folder_makes_the_volume_torn() throws Exception {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("AAAAAAAA.TXT", new byte[] {1});
    FatWriter.create(image(), shape(1919), new DriveTree(entries));
    int root = (1 + shape(1919).rootSector()) * 512;
    overwrite(root + 32, "X/../..TXT ".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> FatReader.read(image(), shape(1919)))
        .isInstanceOf(TornVolumeException.class)
        .hasMessage("a name that no drive may have");
  }

  @Test
  void noise_never_surprises_the_reader() throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      FatWriter.create(image(), shape(1919), some());
      byte[] noise = new byte[4096];
      new Random(seed).nextBytes(noise);
      overwrite(512L * (1 + new Random(seed).nextInt(60)), noise);
      try {
        assertThat(FatReader.read(image(), shape(1919)).entries().size())
            .isLessThanOrEqualTo(DriveTree.ENTRY_LIMIT);
      } catch (TornVolumeException torn) {
        assertThat(torn).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void more_than_fits_is_an_error() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("large.bin", new byte[2 << 20]);
    assertThatThrownBy(() -> FatWriter.create(image(), shape(1919), new DriveTree(entries)))
        .isInstanceOf(IOException.class)
        .hasMessage("the drive CIRCUITPY is full");
  }

  private void overwrite(long at, byte[] bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image().toFile(), "rw")) {
      file.seek(at);
      file.write(bytes);
    }
  }
}
