package org.hilfarm.farm.compare.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.farm.compare.judge.Difference;
import org.hilfarm.farm.compare.judge.Findings;
import org.hilfarm.farm.compare.judge.Judged;
import org.hilfarm.farm.compare.judge.Known;
import org.hilfarm.farm.compare.judge.Performance;
import org.hilfarm.wire.json.Json;

/** What was compared, as {@code --json} prints it. */
public final class ComparisonJson {
  private ComparisonJson() {}

  /** One document with names in snake_case; what has no value is {@code null}. */
  public static String of(About about, Findings findings) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("firmware", about.image().banner().toString());
    out.put("file", about.image().fileName());
    out.put("sha256", about.image().digest());
    out.put("date", about.date().toString());
    out.put("emulator", about.emulator());
    out.put("left_out", about.leftOut());
    out.put("unlisted", findings.unlisted().size());
    out.put("items", findings.items().stream().map(ComparisonJson::item).toList());
    out.put("not_seen", findings.notSeen().stream().map(k -> k.where().pattern()).toList());
    return Json.pretty(out);
  }

  private static Map<String, Object> item(Judged item) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", item.name());
    out.put("verdict", item.verdict());
    out.put("virtual", side(item.virtual()));
    out.put("emulated", side(item.emulated()));
    List<Difference> all = item.differences();
    out.put("differences", all.stream().map(ComparisonJson::difference).toList());
    return out;
  }

  private static Map<String, Object> side(Performance one) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("outcome", one.outcome().isEmpty() ? null : one.outcome());
    out.put("board_s", one.boardTime().toMillis() / 1000.0);
    return out;
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("at", difference.label());
    out.put("virtual", difference.virtual());
    out.put("emulated", difference.emulated());
    out.put("whose", difference.known().map(k -> k.whose().text()));
    out.put("reason", difference.known().map(Known::reason));
    return out;
  }
}
