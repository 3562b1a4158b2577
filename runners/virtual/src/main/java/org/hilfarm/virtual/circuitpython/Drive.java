package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hilfarm.virtual.board.Chip;

/** CIRCUITPY as the supervisor uses it: made at the first start, searched for what to run. */
final class Drive {
  // main.c, run_code_py
  private static final List<String> CODE =
      List.of(
          "code.txt",
          "code.py",
          "main.py",
          "main.txt",
          "code.txt.py",
          "code.py.txt",
          "code.txt.txt",
          "code.py.py",
          "main.txt.py",
          "main.py.txt",
          "main.txt.txt",
          "main.py.py");
  private static final int BOOT_OUT_LIMIT = 512;

  private final Chip chip;

  Drive(Chip chip) {
    this.chip = chip;
  }

  /**
   * Makes a file system where there is none (supervisor/shared/filesystem.c); one whose files were
   * all taken away stays empty.
   */
  void create() {
    if (!chip.formats()) {
      return;
    }
    write(".fseventsd/no_log", new byte[0]);
    write(".metadata_never_index", new byte[0]);
    write(".Trashes", new byte[0]);
    write(".Trash-1000", new byte[0]);
    write("settings.toml", new byte[0]);
    write("code.py", "print(\"Hello World!\")\n".getBytes(StandardCharsets.US_ASCII));
    folder("lib");
    String note = "SD cards mounted at /sd will hide this file from Python.\n";
    write("sd/placeholder.txt", note.getBytes(StandardCharsets.US_ASCII));
    chip.driveChanged();
  }

  boolean has(String name) {
    return Files.isRegularFile(chip.drive().resolve(name));
  }

  /** The file that is run as code.py. */
  Optional<String> code() {
    return CODE.stream().filter(this::has).findFirst();
  }

  /** Writes boot_out.txt if it says something new; cut as the real one is. */
  void bootOut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BOOT_OUT_LIMIT) {
      bytes =
          (new String(bytes, 0, BOOT_OUT_LIMIT, StandardCharsets.ISO_8859_1)
                  + "[truncated due to length]")
              .getBytes(StandardCharsets.ISO_8859_1);
    }
    Path file = chip.drive().resolve("boot_out.txt");
    try {
      if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
        Files.write(file, bytes);
        chip.driveChanged();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private void write(String name, byte[] bytes) {
    Path file = chip.drive().resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private void folder(String name) {
    try {
      Files.createDirectories(chip.drive().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("making " + name, e);
    }
  }
}
