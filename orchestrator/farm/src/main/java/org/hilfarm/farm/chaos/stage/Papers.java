package org.hilfarm.farm.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hilfarm.farm.chaos.plan.Ground;
import org.hilfarm.farm.wiring.Excerpt;

/** The farm's own data for a campaign: the real types and scripts, racks and a suite of its own. */
final class Papers {
  static final String SUITE = "chaos";

  /** Short, and what the regressed builds of each family fail. */
  private static final List<String> SCRIPTS =
      List.of("heap/reload_keeps_heap", "watchdog/reset_bites", "deep_sleep/time_alarm_wakes");

  private Papers() {}

  /** Writes them. */
  static Path write(Path folder, Path repository) throws IOException {
    Excerpt.write(folder, repository);
    Path configs = folder.resolve("board-configs");
    Files.createDirectories(configs.resolve("suites"));
    Files.createDirectories(configs.resolve("racks"));
    Files.writeString(
        configs.resolve("suites/" + SUITE + ".yaml"),
        "suite: " + SUITE + "\nscripts:\n  - " + String.join("\n  - ", SCRIPTS) + "\n");
    for (String rack : Ground.racks()) {
      Files.writeString(configs.resolve("racks/" + rack + ".yaml"), rack(rack));
    }
    return folder;
  }

  private static String rack(String name) {
    StringBuilder text = new StringBuilder("rack: " + name + "\nslots:\n");
    for (Ground.Seat seat : Ground.seats(name)) {
      text.append(
          """
            - slot: %1$s
              port: "%2$s"
              board: %3$s
              serial: "%4$s"
              abilities: [usb-data-switch, reset-line]
              usb_data: { file: run/hil/slots/%1$s/usb_data, "on": "1", "off": "0" }
              reset_line: { file: run/hil/slots/%1$s/reset, "on": "1", "off": "0" }
          """
              .formatted(seat.slot(), seat.port(), seat.type(), seat.serial()));
    }
    return text.toString();
  }
}
