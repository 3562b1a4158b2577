package org.hilfarm.farm.commission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hilfarm.drivers.commission.LineGrade;
import org.hilfarm.drivers.commission.Occupant;
import org.hilfarm.drivers.commission.PortGrade;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.farm.show.Table;
import org.hilfarm.model.board.PortPath;

/** What a walk over a host found, as a table for people and as values for programs. */
public final class WalkText {
  private WalkText() {}

  /** The table of ports, and that of the suite. */
  public static List<String> lines(Walked walked, int width) {
    Table ports = new Table("PORT", "BOARD", "SERIAL", "POWER", "LINES", "SLOT");
    walked.grades().forEach(g -> ports.row(row(g)));
    List<String> lines = new ArrayList<>(ports.lines(width));
    others(walked).forEach(lines::add);
    if (!walked.smoke().isEmpty()) {
      Table smoke = new Table("SLOT", "FIRMWARE", "SCRIPT", "RESULT");
      walked.smoke().forEach(s -> s.scripts().forEach(r -> smoke.row(row(s, r))));
      lines.add("");
      lines.addAll(smoke.lines(width));
    }
    return lines;
  }

  /** The same for {@code --json}. */
  public static Map<String, Object> values(Walked walked) {
    return Map.of(
        "good", walked.good(),
        "file", walked.file().map(Object::toString).orElse(""),
        "ports", walked.grades(),
        "others", others(walked),
        "smoke", walked.smoke());
  }

  private static List<String> row(PortGrade grade) {
    String lines =
        grade.lines().stream()
            .map(l -> l.line() + (l.works() ? "" : " fails"))
            .collect(Collectors.joining(", "));
    return List.of(
        grade.port().value(),
        grade.type().value(),
        grade.serial().value(),
        grade.power().words(),
        lines.isEmpty() ? "none told" : lines,
        grade.good() ? "yes" : "no: " + why(grade));
  }

  private static String why(PortGrade grade) {
    return grade.power().good()
        ? grade.lines().stream()
            .filter(l -> !l.works())
            .map(LineGrade::said)
            .collect(Collectors.joining("; "))
        : grade.said();
  }

  private static List<String> row(Smoke smoke, Smoke.Ran ran) {
    String result = ran.reason().isEmpty() ? ran.status() : ran.status() + ": " + ran.reason();
    return List.of(smoke.slot().value(), smoke.firmware(), ran.script(), result);
  }

  private static List<String> others(Walked walked) {
    List<String> lines = new ArrayList<>();
    walked.seen().forEach((port, there) -> other(port, there, lines));
    return lines;
  }

  private static void other(PortPath port, Occupant there, List<String> lines) {
    switch (there) {
      case Occupant.Nobody nobody -> {} // an empty port needs no word
      case Occupant.Board board -> {} // is in the table
      case Occupant.Unready unready ->
          lines.add("port %s: %s: %s".formatted(port, name(unready.device()), unready.why()));
      case Occupant.Stranger stranger ->
          lines.add(
              "port %s: %s is %s, and was left alone"
                  .formatted(port, name(stranger.device()), stranger.what()));
    }
  }

  private static String name(UsbDevice device) {
    return device.product().isEmpty()
        ? device.id().toString()
        : "%s \"%s\"".formatted(device.id(), device.product());
  }
}
