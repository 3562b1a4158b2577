package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.virtual.power.Supplies;
import org.hilfarm.virtual.power.Switches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a hand could do to a board, as files of its slot: {@code reset}, whose button is pressed and
 * let go when 1 is written (RUN of an RP2040); {@code boot}, whose button is held from 1 to 0
 * (BOOTSEL); {@code pins}, where {@code 5 1} brings GPIO 5 to a high level, as long as the chip
 * does not drive it. A slot whose fixture names other files, or a GPIO line, has those.
 *
 * @param rackRoot the rack's
 * @param folder the files' where the slot does not say otherwise
 * @param fixture the slot's
 */
record Fingers(Path rackRoot, Path folder, Fixture fixture) {
  private static final Logger LOG = LoggerFactory.getLogger(Fingers.class);
  private static final Pattern LEVEL = Pattern.compile("(\\d{1,2}) ([01])");

  /** Makes the files and watches them. */
  void wire(Switches switches, VirtualBoard board, Supplies supplies) throws IOException {
    Button reset = button(fixture.resetLine(), "reset");
    switches.wire(
        file(reset.file(), "0"),
        text -> {
          if (text.equals(reset.down())) {
            board.reset();
          }
        });
    Button boot = button(fixture.bootLine(), "boot");
    switches.wire(file(boot.file(), "0"), text -> board.holdBootButton(text.equals(boot.down())));
    Path pins = at(fixture.drivenPin().map(p -> p.line().path()), "pins");
    switches.wire(file(pins, ""), text -> level(board, text));
    if (fixture.power() instanceof PowerWay.Switched relay) {
      relay(relay.by(), switches, supplies);
    }
  }

  /** A relay in the cable: a file's on gives power, a driven GPIO line cuts it. */
  private void relay(SlotSwitch by, Switches switches, Supplies supplies) throws IOException {
    Button relay = button(Optional.of(by), "power");
    boolean drivenIsOff = by instanceof GpioLine;
    switches.wire(
        file(relay.file(), drivenIsOff ? (relay.down().equals("1") ? "0" : "1") : relay.down()),
        text -> supplies.port(text.equals(relay.down()) != drivenIsOff));
  }

  /** A file that is a button, and what stands in it while the button is held. */
  private record Button(Path file, String down) {}

  private Button button(Optional<SlotSwitch> by, String usual) {
    return by.map(
            wired ->
                switch (wired) {
                  case SwitchFile f -> new Button(at(Optional.of(f.path()), usual), f.on());
                  case GpioLine g ->
                      new Button(HostTools.level(rackRoot, g), g.activeLow() ? "0" : "1");
                  case SwitchCommand c -> new Button(folder.resolve(usual), "1");
                })
        .orElse(new Button(folder.resolve(usual), "1"));
  }

  private Path at(Optional<String> path, String usual) {
    return path.map(p -> rackRoot.resolve(p).normalize()).orElse(folder.resolve(usual));
  }

  private static Path file(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text + "\n");
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
