package org.hilfarm.farm.compare.upstream;

import org.hilfarm.drivers.upstream.Finding;
import org.hilfarm.farm.desk.UpstreamResult;
import org.hilfarm.model.report.ScriptReport;

/**
 * What one side told of a test.
 *
 * @param status passed, failed, skipped or not-run
 * @param reason why it did not pass
 */
public record Told(String status, String reason) {
  static Told of(ScriptReport report) {
    String reason = UpstreamResult.reason(report);
    // What comes before says which test on which board; the reader has both.
    String mark = " (slot ";
    int slot = reason.indexOf(mark);
    int end = slot < 0 ? -1 : reason.indexOf("): ", slot);
    return new Told(UpstreamResult.status(report), end < 0 ? reason : reason.substring(end + 3));
  }

  static Told of(Finding finding) {
    return switch (finding) {
      case Finding.Right right -> new Told("passed", "");
      case Finding.Wrong wrong -> new Told("failed", wrong.what());
      case Finding.Skipped skipped -> new Told("skipped", skipped.reason());
    };
  }

  /** Both in one line, as causes are looked up by it. */
  public String line() {
    return reason.isEmpty() ? status : status + ": " + reason;
  }
}
