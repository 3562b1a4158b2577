package org.hilfarm.server.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.verdict.SoakReading;
import org.hilfarm.server.verdict.Told;
import org.hilfarm.wire.runapi.SoakView;

/** A soak's rounds as people see them; pure. */
final class SoakViews {
  /** Names of measures come from a board: no more of them than a page can hold. */
  private static final int MOST_COURSES = 200;

  private SoakViews() {}

  private record Name(ScriptId script, String name, String unit) {}

  /**
   * One a type of board; none where the run is no soak.
   *
   * @param attempts settled by their controls
   */
  static List<SoakView> of(RunPlan plan, List<BoardReport> attempts, Told told) {
    List<SoakView> views = new ArrayList<>();
    SoakReading.of(plan, attempts).forEach((type, reading) -> views.add(view(type, reading, told)));
    return views;
  }

  private static SoakView view(BoardTypeId type, SoakReading reading, Told told) {
    return new SoakView(
        type,
        reading.asked(),
        reading.ran(),
        reading.failures().entrySet().stream()
            .map(
                e ->
                    new SoakView.SoakFailure(
                        e.getKey(), Round.words(e.getValue(), reading.asked())))
            .toList(),
        reading.passes().entrySet().stream()
            .map(e -> new SoakView.SoakPass(e.getKey(), e.getValue()))
            .toList(),
        (int) reading.tries().filter(r -> !told.told(r)).count(),
        courses(reading.scripts()));
  }

  private static List<SoakView.Course> courses(List<ScriptReport> scripts) {
    Comparator<Name> order =
        Comparator.comparing(Name::script).thenComparing(Name::name).thenComparing(Name::unit);
    SortedMap<Name, List<Double>> values = new TreeMap<>(order);
    for (ScriptReport script : scripts) {
      for (Measure m : script.measures()) {
        Name name = new Name(script.script(), Words.plain(m.name()), Words.plain(m.unit()));
        if (values.size() < MOST_COURSES || values.containsKey(name)) {
          values.computeIfAbsent(name, n -> new ArrayList<>()).add(m.value());
        }
      }
    }
    return values.entrySet().stream().map(e -> course(e.getKey(), e.getValue())).toList();
  }

  private static SoakView.Course course(Name name, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : sorted.get(half - 1) / 2 + sorted.get(half) / 2;
    return new SoakView.Course(
        name.script(),
        name.name(),
        name.unit(),
        sorted.size(),
        sorted.getFirst(),
        median,
        sorted.getLast());
  }
}
