package org.hilfarm.farm.show;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hilfarm.farm.desk.DeskResult;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.wire.json.Json;

/** What came of one script on the desk, as {@code --json} prints it. */
public final class DeskJson {
  private DeskJson() {}

  /** One document with names in snake_case; what has no value is {@code null}. */
  public static String of(DeskResult result) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("script", result.script().id());
    out.put("name", result.script().name());
    out.put("status", result.status());
    out.put("blame", result.fault().map(Fault::blame));
    out.put("fault", result.fault().map(Fault::kind));
    out.put("reason", result.reason());
    out.put("board", board(result));
    out.put("checks", result.report().checks().stream().map(DeskJson::check).toList());
    out.put("measures", result.report().measures().stream().map(DeskJson::measure).toList());
    out.put("starts", result.starts().stream().map(DeskJson::start).toList());
    out.put("wall_s", result.report().wall().toMillis() / 1000.0);
    return Json.pretty(out);
  }

  private static Map<String, Object> board(DeskResult result) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("board_type", result.bench().type().id());
    out.put("family", result.bench().type().family());
    out.put("serial", result.bench().slot().serial());
    out.put("port", result.bench().slot().port());
    out.put("slot", result.bench().slot().id());
    out.put("firmware", result.banner().map(Object::toString));
    return out;
  }

  private static Map<String, Object> check(Check check) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("what", check.what());
    out.put("passed", check.passed());
    out.put("detail", check.detail());
    return out;
  }

  private static Map<String, Object> measure(Measure measure) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", measure.name());
    out.put("value", measure.value());
    out.put("unit", measure.unit());
    out.put("min", measure.min());
    out.put("max", measure.max());
    out.put("within", measure.within());
    return out;
  }

  private static Map<String, Object> start(ResetRecord row) {
    Witnesses seen = row.witnesses();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("boot", row.boot());
    out.put("at", row.at());
    out.put("stimulus", row.stimulus());
    out.put("reset_reason", seen.resetReason());
    out.put("safe_mode_reason", seen.safeModeReason());
    out.put("run_reason", seen.runReason());
    out.put("judgement", row.judgement());
    out.put("why", row.why());
    return out;
  }
}
