package org.hilfarm.farm.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.hilfarm.farm.show.Table;

/** Figures as people and as programs read them. */
public final class Figures {
  private static final String NONE = "not measured";

  private Figures() {}

  /** A table, each figure beside its aim. */
  public static Table table(List<Figure> figures) {
    Table table = new Table("what", "aim", "measured", "ratio", "reached");
    figures.forEach(
        f ->
            table.row(
                List.of(
                    f.what(),
                    number("%.1f", f.aim()) + " " + f.unit(),
                    measured(f),
                    text("%.2f", f.ratio(), "-"),
                    reached(f))));
    return table;
  }

  private static String measured(Figure f) {
    return f.measured().isEmpty()
        ? NONE
        : "%s %s (n=%d)".formatted(text("%.1f", f.measured(), ""), f.unit(), f.samples());
  }

  private static String reached(Figure f) {
    if (f.measured().isEmpty()) {
      return "unknown";
    }
    return f.reached() ? "yes" : "no";
  }

  /** One line for each, for a person who waits for the next. */
  static List<String> lines(List<Figure> figures) {
    return figures.stream().map(f -> "  " + f.what() + ": " + measured(f)).toList();
  }

  /** As JSON takes it; a figure without a measurement has neither that nor a ratio. */
  public static Map<String, Object> json(List<Figure> figures) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Figure f : figures) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("what", f.what());
      one.put("unit", f.unit());
      one.put("aim", f.aim());
      f.measured().ifPresent(m -> one.put("measured", m));
      f.ratio().ifPresent(r -> one.put("ratio", r));
      one.put("samples", f.samples());
      one.put("reached", f.reached());
      all.add(one);
    }
    return Map.of("figures", all);
  }

  private static String text(String format, OptionalDouble value, String none) {
    return value.isPresent() ? number(format, value.getAsDouble()) : none;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
