package org.hilfarm.farm.show;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hilfarm.farm.desk.UpstreamResult;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.wire.json.Json;

/** What came of a folder of upstream tests, as {@code --json} prints it. */
public final class UpstreamJson {
  private UpstreamJson() {}

  /** One document with names in snake_case; what has no value is {@code null}. */
  public static String of(UpstreamResult result) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("passed", result.count("passed"));
    out.put("failed", result.count("failed"));
    out.put("skipped", result.count("skipped"));
    out.put("not_run", result.count("not-run"));
    out.put("board_type", result.bench().type().id());
    out.put("serial", result.bench().slot().serial());
    out.put("port", result.bench().slot().port());
    out.put("firmware", result.banner().map(Object::toString));
    out.put("starts", result.starts());
    out.put("wall_s", result.wall().toMillis() / 1000.0);
    out.put("tests", result.reports().stream().map(UpstreamJson::test).toList());
    return Json.pretty(out);
  }

  private static Map<String, Object> test(ScriptReport report) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("test", UpstreamResult.path(report));
    out.put("folder", UpstreamResult.folder(report));
    out.put("status", UpstreamResult.status(report));
    out.put("fault", UpstreamResult.fault(report).map(Fault::kind));
    out.put("blame", UpstreamResult.fault(report).map(Fault::blame));
    out.put("reason", UpstreamResult.reason(report));
    out.put("difference", report.checks().stream().map(Check::detail).findFirst());
    out.put("wall_s", report.wall().toMillis() / 1000.0);
    return out;
  }
}
