package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.process.Command;

/** How a version of esptool spells the command; 5.x still knows 4.x' words, a later may not. */
enum EsptoolCommand {
  WITH_UNDERSCORES("no_reset", "write_flash"),
  WITH_HYPHENS("no-reset", "write-flash");

  private final String noReset;
  private final String writeFlash;

  EsptoolCommand(String noReset, String writeFlash) {
    this.noReset = noReset;
    this.writeFlash = writeFlash;
  }

  /**
   * Writes a file at 0x0 through the ROM. No reset by DTR and RTS, which native USB has not; no
   * stub, which Debian's package lacks for the ESP32-S2; compressed, which the ROM can do too.
   */
  Command write(Path esptool, Path tty, Path file) {
    return Command.of(esptool, "--chip", "esp32s2", "--port", tty.toString())
        .and("--before", noReset, "--after", noReset, "--no-stub", "--connect-attempts", "3")
        .and(writeFlash, "-z", "0x0", file.toString())
        .with("PYTHONUNBUFFERED", "1");
  }
}
