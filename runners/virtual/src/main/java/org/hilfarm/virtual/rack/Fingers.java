package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.virtual.power.Switches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a hand could do to a board, as files of its slot: {@code reset}, whose button is pressed and
 * let go when 1 is written (RUN of an RP2040); {@code boot}, whose button is held from 1 to 0
 * (BOOTSEL); {@code pins}, where {@code 5 1} brings GPIO 5 to a high level, as long as the chip
 * does not drive it. A slot whose fixture names other files for reset and pins has those.
 *
 * @param rackRoot the rack's
 * @param folder the files' where the slot does not say otherwise
 * @param fixture the slot's
 */
record Fingers(Path rackRoot, Path folder, Fixture fixture) {
  private static final Logger LOG = LoggerFactory.getLogger(Fingers.class);
  private static final Pattern LEVEL = Pattern.compile("(\\d{1,2}) ([01])");

  /** Makes the files and watches them. */
  void wire(Switches switches, VirtualBoard board) throws IOException {
    Path reset = at(fixture.resetLine().map(SwitchFile::path), "reset");
    String down = fixture.resetLine().map(SwitchFile::on).orElse("1");
    switches.wire(
        file(reset, "0"),
        text -> {
          if (text.equals(down)) {
            board.reset();
          }
        });
    switches.wire(file(at(Optional.empty(), "boot"), "0"), text -> hold(board, text));
    Path pins = at(fixture.drivenPin().map(p -> p.line().path()), "pins");
    switches.wire(file(pins, ""), text -> level(board, text));
  }

  private Path at(Optional<String> path, String usual) {
    return path.map(p -> rackRoot.resolve(p).normalize()).orElse(folder.resolve(usual));
  }

  private static Path file(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text + "\n");
  }

  private static void hold(VirtualBoard board, String text) {
    board.holdBootButton(text.equals("1"));
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
