package org.hilfarm.wire.config;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.model.board.SwitchFile;

/**
 * Reads what throws a slot's switches: a file unless {@code by} says {@code gpio} or {@code
 * command}; for power also {@code kernel} and {@code uhubctl}.
 */
final class SlotSwitches {
  private SlotSwitches() {}

  /** A line: a file, a GPIO line, a command. */
  static Optional<SlotSwitch> line(Section section) {
    String by = section.optional("by", SlotSwitches::lineWay).orElse("file");
    return by(section, by);
  }

  /** What switches the slot's power. */
  static Optional<PowerWay> power(Section section) {
    Optional<String> by = section.value("by", SlotSwitches::powerWay);
    if (by.isEmpty()) {
      return Optional.empty();
    }
    return switch (by.get()) {
      case "kernel" -> section.build(PowerWay.KernelPort::new);
      case "uhubctl" -> section.build(PowerWay.Uhubctl::new);
      default -> by(section, by.get()).map(PowerWay.Switched::new);
    };
  }

  private static Optional<SlotSwitch> by(Section section, String way) {
    return switch (way) {
      case "gpio" -> gpio(section);
      case "command" -> command(section);
      default -> file(section, "on", "off").map(f -> f);
    };
  }

  /** A file, with the keys that its two texts have. */
  static Optional<SwitchFile> file(Section section, String closed, String open) {
    Optional<String> file = section.value("file", RackFile::inside);
    Optional<String> on = section.value(closed, Readers::line);
    Optional<String> off = section.value(open, Readers::line);
    return section.build(
        () -> new SwitchFile(file.orElseThrow(), on.orElseThrow(), off.orElseThrow()));
  }

  private static Optional<SlotSwitch> gpio(Section section) {
    Optional<String> chip = section.value("chip", Readers::line);
    Optional<Integer> line = section.value("line", SlotSwitches::lineNumber);
    Optional<Boolean> low = section.optional("active_low", Readers::yesOrNo);
    return section.build(
        () -> new GpioLine(chip.orElseThrow(), line.orElseThrow(), low.orElse(false)));
  }

  private static Optional<SlotSwitch> command(Section section) {
    List<String> on = section.values("on", SlotSwitches::word);
    List<String> off = section.values("off", SlotSwitches::word);
    return section.build(() -> new SwitchCommand(on, off));
  }

  /** An on that is not quoted is "true" to YAML, which no relay would understand. */
  private static String word(String text) {
    if (List.of("true", "false").contains(text)) {
      throw new IllegalArgumentException(
          "YAML takes on, off, yes and no for true and false: write such a word in quotes");
    }
    return Readers.line(text);
  }

  private static int lineNumber(String text) {
    return (int) Math.min(Readers.whole(text), Integer.MAX_VALUE);
  }

  private static String lineWay(String text) {
    return oneOf(text, List.of("file", "gpio", "command"));
  }

  private static String powerWay(String text) {
    return oneOf(text, List.of("kernel", "uhubctl", "file", "gpio", "command"));
  }

  private static String oneOf(String text, List<String> ways) {
    if (!ways.contains(text)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", ways) + ", not " + Readers.quoted(text));
    }
    return text;
  }
}
