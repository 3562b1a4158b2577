package org.hilfarm.farm.commission;

import java.util.List;
import java.util.stream.Collectors;
import org.hilfarm.drivers.commission.PortGrade;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;

/** Writes a rack file: what was found, and beside it what was tried and seen. */
final class RackText {
  private static final String HEAD =
      """
      # Written by ./farm rack enrol, which switched each port and watched its board. What is wired besides (reset_line,
      # boot_line, usb_data, i2c_target, power_meter, ...) is for you to add: docs/hardware.md and demo.yaml explain the
      # keys; ./farm check-configs tells every mistake. Then enrol again with --wiring, and the lines are tried, too.
      """;

  private RackText() {}

  /**
   * A board and how its port did.
   *
   * @param slot the board's
   * @param grade the port's
   */
  record Tried(Slot slot, PortGrade grade) {}

  /** The whole file. What is no slot is told in comments. */
  static String of(RackId rack, List<Tried> tried) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("rack: ").append(rack).append("\nslots:\n");
    tried.stream().filter(t -> t.grade().good()).forEach(t -> text.append(slot(t)).append('\n'));
    for (Tried t : tried) {
      if (!t.grade().good()) {
        text.append("# No slot: ").append(left(t)).append('\n');
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String slot(Tried tried) {
    Slot slot = tried.slot();
    StringBuilder text = new StringBuilder();
    text.append("  # power: ").append(words(tried.grade().said())).append('\n');
    tried
        .grade()
        .lines()
        .forEach(line -> text.append("  # %s: %s\n".formatted(line.line(), words(line.said()))));
    text.append("  - slot: ").append(slot.id()).append('\n');
    text.append("    port: \"").append(slot.port()).append("\"\n");
    text.append("    board: ").append(slot.boardType()).append('\n');
    text.append("    serial: \"").append(slot.serial()).append("\"\n");
    if (slot.emulated()) {
      text.append("    emulated: true\n");
    }
    if (!slot.abilities().isEmpty()) {
      text.append("    abilities: [").append(abilities(slot)).append("]\n");
    }
    WiringText.of(slot).forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  private static String left(Tried tried) {
    PortGrade grade = tried.grade();
    String lines =
        grade.lines().stream()
            .filter(l -> !l.works())
            .map(l -> "; " + l.line() + ": " + words(l.said()))
            .collect(Collectors.joining());
    return "port %s with %s %s: %s (%s)%s"
        .formatted(
            grade.port(),
            grade.type(),
            grade.serial(),
            grade.power().words(),
            words(grade.said()),
            lines);
  }

  private static String abilities(Slot slot) {
    return slot.abilities().stream().map(Ability::value).sorted().collect(Collectors.joining(", "));
  }

  /** One line, whatever a board said. */
  private static String words(String text) {
    return Plain.text(text);
  }
}
