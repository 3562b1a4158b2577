package org.hilfarm.server.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.report.Measure;
import org.hilfarm.server.picture.MeasureChart;
import org.hilfarm.server.timeline.MeasureWords;
import org.hilfarm.server.visible.Visible;

/**
 * A measure of one script, with its small chart.
 *
 * @param within whether each of its values was right
 * @param words the chart for who does not see it
 */
public record MeasureLine(String name, boolean within, String words, MeasureChart chart) {
  private static final int MOST = 40;
  private static final int NAME = 120;

  private record Name(String name, String unit) {}

  /** One for each name, as they came; of endlessly many the first. */
  static List<MeasureLine> of(List<Measure> measures) {
    Map<Name, List<Measure>> named = new LinkedHashMap<>();
    for (Measure m : measures) {
      Name name = new Name(m.name(), m.unit());
      if (named.size() < MOST || named.containsKey(name)) {
        named.computeIfAbsent(name, n -> new ArrayList<>()).add(m);
      }
    }
    return named.values().stream().map(MeasureLine::line).toList();
  }

  private static MeasureLine line(List<Measure> same) {
    Measure first = same.getFirst();
    List<Double> values = same.stream().map(Measure::value).toList();
    String words =
        values.size() == 1
            ? MeasureWords.number(values.getFirst()) + " " + first.unit()
            : "%d values in %s: %s at first, %s at last, from %s to %s"
                .formatted(
                    values.size(),
                    first.unit().isBlank() ? "no unit" : first.unit(),
                    MeasureWords.number(values.getFirst()),
                    MeasureWords.number(values.getLast()),
                    MeasureWords.number(values.stream().min(Double::compare).orElseThrow()),
                    MeasureWords.number(values.stream().max(Double::compare).orElseThrow()));
    return new MeasureLine(
        Visible.line(first.name(), NAME),
        same.stream().allMatch(Measure::within),
        Visible.line(words.strip() + MeasureWords.limits(first), 4 * NAME),
        MeasureChart.of(values, first.min(), first.max()));
  }
}
