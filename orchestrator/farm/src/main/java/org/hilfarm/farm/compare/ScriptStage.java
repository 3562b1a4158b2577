package org.hilfarm.farm.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.drivers.console.TranscriptEntry;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.farm.compare.judge.Chapter;
import org.hilfarm.farm.compare.judge.Performance;
import org.hilfarm.farm.desk.DeskResult;
import org.hilfarm.farm.show.DeskText;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.time.Deadline;

/**
 * Where test scripts are run: a board that runs its firmware. One thread uses it.
 *
 * @param bench the board
 * @param banner of its firmware
 * @param library the source of hil.py
 */
record ScriptStage(Bench bench, Banner banner, String library) {
  /** The same on both boards, so that their records carry the same nonces. */
  private static final long SEED = 1;

  private static final Pattern RECORD = Pattern.compile("\u001e[^\n]*\n");

  /** No line is broken: lines are compared. */
  private static final int WIDTH = Chapter.LONGEST_LINE;

  /** Runs them in order; throws where the board could not be made ready for them. */
  List<Performance> run(List<Script> scripts, Consumer<Performance> done, Deadline outer)
      throws IOException, InterruptedException {
    List<Performance> performances = new ArrayList<>();
    try (BoardSession session = new BoardSession(bench, banner.version(), SEED)) {
      Optional<Fault> unready = session.prepare(library, outer);
      if (unready.isPresent()) {
        throw new IOException(unready.get().toString());
      }
      for (Script script : scripts) {
        Performance performance = run(session, script, outer);
        performances.add(performance);
        done.accept(performance);
      }
    }
    return performances;
  }

  private Performance run(BoardSession session, Script script, Deadline outer)
      throws InterruptedException {
    int mark = session.transcript().entries().size();
    long began = bench.time().nanos();
    ScriptReport report = session.run(script, outer);
    String said = said(session, mark);
    Duration took = Duration.ofNanos(bench.time().nanos() - began);
    DeskResult result = new DeskResult(script, bench, Optional.of(banner), report, report.resets());
    List<String> seen = DeskText.lines(result, WIDTH).stream().map(Chapter::line).toList();
    return new Performance(
        script.id().value(),
        script.name(),
        result.status(),
        took,
        List.of(
            Chapter.of("records", records(said)),
            new Chapter("what the farm saw", seen),
            Chapter.of(Chapter.ONLY_SHOWN, said)));
  }

  /** What the script itself said (hil.py); the rest is the farm's way into the REPL and out. */
  private static String records(String said) {
    return RECORD.matcher(said).results().map(MatchResult::group).collect(Collectors.joining());
  }

  private static String said(BoardSession session, int mark) {
    List<TranscriptEntry> entries = session.transcript().entries();
    return entries.subList(Math.min(mark, entries.size()), entries.size()).stream()
        .filter(e -> e.direction() == TranscriptEntry.Direction.BOARD)
        .map(TranscriptEntry::bytes)
        .collect(Collectors.joining());
  }
}
