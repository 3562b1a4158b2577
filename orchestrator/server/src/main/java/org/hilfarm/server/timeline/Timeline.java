package org.hilfarm.server.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.server.visible.Visible;

/**
 * One script of one attempt on one time axis, with what came before any script: the flash and the
 * clean start. What other scripts said in between is on their own pages. Pure.
 */
public final class Timeline {
  private static final int ENDS = 300;
  private static final int LEAD_ENDS = 60;
  private static final int UART_ENDS = 100;
  private static final int OTHERS = 100;
  private static final int TEXT = 300;

  private final BoardReport attempt;
  private final ScriptReport script;
  private final Span lead;
  private final Span own;

  private Timeline(BoardReport attempt, ScriptReport script) {
    this.attempt = attempt;
    this.script = script;
    this.lead = new Span(Instant.MIN, first());
    this.own = new Span(script.started(), next());
  }

  /**
   * The files of an attempt that are on the axis; empty ones where there are none.
   *
   * @param console its transcript
   * @param flasher its log
   * @param debugUart its transcript
   */
  public record Files(Excerpt console, Excerpt flasher, Excerpt debugUart) {
    /** Of an attempt whose files are not kept. */
    public static Files none() {
      return new Files(Excerpt.none(), Excerpt.none(), Excerpt.none());
    }
  }

  /** All of it, in the order of time. */
  public static List<Moment> of(BoardReport attempt, ScriptReport script, Files files) {
    List<Moment> moments = new Timeline(attempt, script).moments(files);
    moments.sort(Comparator.comparing(Moment::at)); // stable: of one moment as they are added
    return List.copyOf(moments);
  }

  /** Scripts that never started have the time of their report, and no wall time. */
  private static boolean ran(ScriptReport other) {
    return !other.wall().isZero();
  }

  private Instant first() {
    return attempt.scripts().stream()
        .filter(Timeline::ran)
        .map(ScriptReport::started)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** Up to the next script: what a board says after the last record is still this one's. */
  private Instant next() {
    return attempt.scripts().stream()
        .filter(Timeline::ran)
        .map(ScriptReport::started)
        .filter(s -> s.isAfter(script.started()))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private List<Moment> moments(Files files) {
    Said console = Said.of(files.console());
    Said uart = Said.of(files.debugUart());
    List<Moment> all = new ArrayList<>();
    all.add(Moment.plain(attempt.started(), Source.FARM, "the attempt began"));
    all.addAll(flashed(files.flasher()));
    all.addAll(Conversation.console(console, LEAD_ENDS).within(lead));
    all.addAll(Conversation.debugUart(uart, LEAD_ENDS).within(lead));
    all.addAll(others());
    if (ran(script)) {
      all.add(Moment.plain(script.started(), Source.FARM, "this script began"));
      all.addAll(Conversation.console(console, ENDS).within(own));
      all.addAll(Conversation.debugUart(uart, UART_ENDS).within(own));
      all.addAll(Records.moments(script, console, own));
      Instant ended = script.started().plus(script.wall());
      all.add(Moment.plain(ended, Source.FARM, "this script ended"));
    }
    all.addAll(Ledger.moments(starts()));
    all.add(Moment.plain(attempt.finished(), Source.FARM, "the attempt ended"));
    return all;
  }

  private List<Moment> flashed(Excerpt log) {
    List<Instant> ended =
        attempt.resets().stream()
            .filter(r -> r.stimulus() == Stimulus.FLASHED)
            .flatMap(r -> r.witnesses().usbLeft().stream())
            .toList();
    return FlashLines.of(log, attempt.started(), ended).moments(log);
  }

  private List<Moment> others() {
    return attempt.scripts().stream()
        .filter(s -> ran(s) && !s.script().equals(script.script()))
        .limit(OTHERS)
        .map(
            s ->
                Moment.plain(
                    s.started(),
                    Source.FARM,
                    Visible.line(
                        "%s ran for %d ms".formatted(s.script(), s.wall().toMillis()), TEXT)))
        .toList();
  }

  /** The script's own starts, and those before any script. */
  private List<ResetRecord> starts() {
    Set<ResetRecord> starts = new LinkedHashSet<>();
    attempt.resets().stream()
        .filter(r -> lead.holds(r.at()) || (ran(script) && own.holds(r.at())))
        .forEach(starts::add);
    starts.addAll(script.resets());
    return List.copyOf(starts);
  }
}
