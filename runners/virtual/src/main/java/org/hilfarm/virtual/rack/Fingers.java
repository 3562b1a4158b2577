package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.virtual.power.Switches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a hand could do to a board, as files of its slot: {@code reset}, whose button is pressed and
 * let go when 1 is written (RUN of an RP2040); {@code boot}, whose button is held from 1 to 0
 * (BOOTSEL); {@code pins}, where {@code 5 1} brings GPIO 5 of an emulated chip to a high level, as
 * long as the chip does not drive it.
 *
 * @param folder the files'
 */
record Fingers(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(Fingers.class);
  private static final Pattern LEVEL = Pattern.compile("(\\d{1,2}) ([01])");

  /** Makes the files and watches them. */
  void wire(Switches switches, VirtualBoard board) throws IOException {
    switches.wire(file("reset", "0"), text -> press(board, text));
    switches.wire(file("boot", "0"), text -> board.holdBootButton(text.equals("1")));
    switches.wire(file("pins", ""), text -> level(board, text));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(Files.createDirectories(folder).resolve(name), text + "\n");
  }

  private static void press(VirtualBoard board, String text) {
    if (text.equals("1")) {
      board.reset();
    }
  }

  private void level(VirtualBoard board, String text) {
    Matcher level = LEVEL.matcher(text);
    if (level.matches()) {
      board.pin(Integer.parseInt(level.group(1)), level.group(2).equals("1"));
    } else {
      LOG.warn("{} takes a pin's number and its level, 0 or 1", folder.resolve("pins"));
    }
  }
}
