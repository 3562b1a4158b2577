package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The board's Python modules, copied out of the program to where an interpreter can read them. */
final class PythonFiles {
  private static final List<String> NAMES =
      Pattern.compile("\\s+")
          .splitAsStream(
              """
              driver _blank _clock _device _drive _enum _errno _errors _gc _gpiote _guards _hashlib _help _i2c
              _link _locale _memory _modules _native _order _os _pins _pwm _random _re _repl _select
              _settings _shell _shown _source _spi _struct _surface _sys _time _uart
              adafruit_bus_device alarm analogio atexit bitbangio board busio codeop countio digitalio
              displayio getpass i2ctarget keypad microcontroller neopixel_write nvm pulseio
              pwmio rainbowio rotaryio rtc storage supervisor touchio traceback usb_cdc usb_hid _wire
              usb_midi warnings watchdog zlib
              """)
          .toList();

  private PythonFiles() {}

  /** Copies them below {@code folder}; returns where they are. */
  static Path copyTo(Path folder) throws IOException {
    Path python = Files.createDirectories(folder.resolve("python")).toRealPath();
    for (String module : NAMES) {
      String name = module + ".py";
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
