package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The board's Python modules, copied out of the program to where an interpreter can read them. */
final class PythonFiles {
  private static final List<String> NAMES =
      List.of(
          "driver.py",
          "_drive.py",
          "_enum.py",
          "_gc.py",
          "_link.py",
          "_memory.py",
          "_micropython.py",
          "_os.py",
          "_pins.py",
          "_shell.py",
          "_sys.py",
          "_time.py",
          "alarm.py",
          "board.py",
          "busio.py",
          "digitalio.py",
          "microcontroller.py",
          "storage.py",
          "supervisor.py",
          "traceback.py",
          "usb_cdc.py",
          "watchdog.py");

  private PythonFiles() {}

  /** Copies them below {@code folder}; returns where they are. */
  static Path copyTo(Path folder) throws IOException {
    Path python = Files.createDirectories(folder.resolve("python")).toRealPath();
    for (String name : NAMES) {
      try (@Nullable InputStream in = PythonFiles.class.getResourceAsStream("python/" + name)) {
        if (in == null) {
          throw new IOException("the module " + name + " is missing in this program");
        }
        Files.copy(in, python.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return python;
  }
}
