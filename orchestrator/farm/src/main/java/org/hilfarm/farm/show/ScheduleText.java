package org.hilfarm.farm.show;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ScheduleView;

/** Schedules for people, times by each one's own clocks, and as JSON. */
public final class ScheduleText {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private ScheduleText() {}

  /** A table, and below it what a person should look at. */
  public static List<String> lines(List<ScheduleView> schedules, int width) {
    if (schedules.isEmpty()) {
      return List.of("No schedule; they are kept in board-configs/schedules.yaml.");
    }
    Table table = new Table("schedule", "when", "suite", "next", "last", "outcome");
    schedules.forEach(s -> table.row(row(s)));
    List<String> lines = new ArrayList<>(table.lines(width));
    for (ScheduleView schedule : schedules) {
      schedule
          .problems()
          .forEach(
              p ->
                  lines.addAll(Wrap.at(width, "%s: %s".formatted(schedule.name(), Plain.text(p)))));
    }
    return lines;
  }

  private static List<String> row(ScheduleView s) {
    return List.of(
        s.name().value(),
        s.cron() + " " + s.zone(),
        s.suite().value(),
        s.paused()
            ? s.source().isEmpty() ? "paused, no source" : "paused"
            : s.next().map(n -> local(n, s)).orElse("-"),
        s.last().map(f -> local(f.due(), s) + how(f)).orElse("never"),
        s.last().map(ScheduleText::outcome).orElse("-"));
  }

  private static String how(ScheduleView.Fire fire) {
    return switch (fire.how()) {
      case "due" -> "";
      case "catch-up" ->
          fire.missed() == 0
              ? ", caught up with later"
              : ", caught up with later; %d more were missed".formatted(fire.missed());
      case "recovered" -> ", made up after its orchestrator stopped";
      case "asked" -> ", asked for";
      default -> ", " + fire.how();
    };
  }

  /** A fire in words: its run, or that there is none. */
  public static String outcome(ScheduleView.Fire fire) {
    return fire.run()
        .map(r -> "%s: %s".formatted(r, fire.verdict().orElse("under way")))
        .orElse("no run");
  }

  private static String local(Instant time, ScheduleView schedule) {
    return LOCAL.format(time.atZone(ZoneId.of(schedule.zone())));
  }

  /** A document with these schedules, every key always there. */
  public static String json(List<ScheduleView> schedules) {
    return Json.pretty(Map.of("schedules", schedules.stream().map(ScheduleText::json).toList()));
  }

  private static Map<String, Object> json(ScheduleView s) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", s.name());
    out.put("cron", s.cron());
    out.put("zone", s.zone());
    out.put("suite", s.suite());
    out.put("source", s.source().isEmpty() ? Optional.empty() : s.source());
    out.put("paused", s.paused());
    out.put("next", s.next());
    out.put("last", s.last().map(ScheduleText::fire));
    out.put("problems", s.problems());
    return out;
  }

  /** A fire, every key always there. */
  public static Map<String, Object> fire(ScheduleView.Fire fire) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("due", fire.due());
    out.put("how", fire.how());
    out.put("missed", fire.missed());
    out.put("run", fire.run());
    out.put("verdict", fire.verdict());
    out.put("problem", fire.problem());
    return out;
  }
}
