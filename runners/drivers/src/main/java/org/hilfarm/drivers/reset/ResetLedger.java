package org.hilfarm.drivers.reset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.Witnesses;

/**
 * Every start of one board during one job, in order, each judged when it is entered. Used by one
 * thread. It holds at most {@value #LIMIT} starts; a board that starts more often is a finding
 * anyhow, and its later starts are counted but not kept.
 */
public final class ResetLedger {
  static final int LIMIT = 1000;

  private final ResetOracle oracle;
  private final List<ResetRecord> rows = new ArrayList<>();
  private int boots;

  public ResetLedger(ResetOracle oracle) {
    this.oracle = oracle;
  }

  /** Enters one start and judges it. */
  public ResetRecord enter(Instant at, Stimulus stimulus, boolean usbPresent, Witnesses seen) {
    Ruling ruling = oracle.judge(stimulus, usbPresent, seen);
    boots++;
    ResetRecord row = new ResetRecord(boots, at, stimulus, seen, ruling.judgement(), ruling.why());
    if (rows.size() < LIMIT) {
      rows.add(row);
    }
    return row;
  }

  /** Adds words to why the last start was judged as it was. */
  public void remark(String words) {
    if (!rows.isEmpty() && rows.getLast().boot() == boots) {
      ResetRecord row = rows.removeLast();
      rows.add(
          new ResetRecord(
              row.boot(),
              row.at(),
              row.stimulus(),
              row.witnesses(),
              row.judgement(),
              row.why() + words));
    }
  }

  /** All starts so far. */
  public List<ResetRecord> rows() {
    return List.copyOf(rows);
  }

  /** How many starts there were. */
  public int boots() {
    return boots;
  }

  /** The starts after the first so many. */
  public List<ResetRecord> after(int boot) {
    return rows.stream().filter(r -> r.boot() > boot).toList();
  }

  /** The ledger as a table of text, for people. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        line("boot", "at", "stimulus", "reset_reason", "safe_mode", "run_reason", "judgement"));
    for (ResetRecord row : rows) {
      Witnesses seen = row.witnesses();
      text.append(
          line(
              Integer.toString(row.boot()),
              row.at().toString(),
              row.stimulus().name(),
              seen.resetReason().map(Enum::name).orElse("-"),
              seen.safeModeReason().map(Enum::name).orElse("-"),
              seen.runReason().map(Enum::name).orElse("-"),
              row.judgement().name()));
      text.append("      ").append(row.why()).append('\n');
    }
    if (boots > rows.size()) {
      text.append("%d more starts are not listed%n".formatted(boots - rows.size()));
    }
    return text.toString();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-5s %-30s %-15s %-17s %-12s %-18s %s\n", cells);
  }
}
