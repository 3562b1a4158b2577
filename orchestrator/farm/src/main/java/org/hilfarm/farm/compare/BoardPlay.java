package org.hilfarm.farm.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.farm.compare.judge.Performance;
import org.hilfarm.farm.compare.session.Session;
import org.hilfarm.farm.compare.session.SessionStage;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.time.Deadline;

/** One board: flashed by the farm's own way, then everything it is told to do. One thread. */
final class BoardPlay {
  /** The outermost cap; every wait inside has a smaller budget of its own. */
  private static final Duration LONGEST = Duration.ofHours(2);

  private static final Duration SHOWS_WITHIN = Duration.ofMinutes(2);

  private final Bench bench;
  private final String library;
  private final Consumer<String> progress;
  private final Deadline outer = Deadline.after(LONGEST);
  private final List<Performance> done = new ArrayList<>();
  private int all;

  /**
   * @param library the source of hil.py
   * @param progress hears a sentence whenever it is further
   */
  BoardPlay(Bench bench, String library, Consumer<String> progress) {
    this.bench = bench;
    this.library = library;
    this.progress = progress;
  }

  /** Does it all; throws where the board does not come to run the firmware, or stops doing so. */
  List<Performance> perform(Candidate candidate, Programme programme)
      throws IOException, InterruptedException {
    all = programme.size();
    Banner banner = candidate.image().banner();
    flash(candidate);
    SessionStage stage = new SessionStage(bench, banner.version());
    for (Session session : programme.sessions()) {
      note(stage.play(session, outer));
    }
    if (!programme.scripts().isEmpty()) {
      var unused =
          new ScriptStage(bench, banner, library).run(programme.scripts(), this::note, outer);
    }
    return List.copyOf(done);
  }

  private void flash(Candidate candidate) throws IOException, InterruptedException {
    say("flashing " + candidate.image().fileName());
    var unused =
        bench.usb().awaitAt(bench.slot().port(), Wanted.anything(), Deadline.after(SHOWS_WITHIN));
    try (BoardSession session = new BoardSession(bench, candidate.image().banner().version(), 1)) {
      FlashReport report =
          session.flash(candidate.image(), ImageArrival.of(candidate.file()), percent -> {}, outer);
      switch (report) {
        case FlashReport.NotRunning not -> throw new IOException(not.fault().toString());
        case FlashReport.Running running -> say("runs " + running.banner());
      }
    }
  }

  private void note(Performance performance) {
    done.add(performance);
    say(
        String.format(
            Locale.ROOT,
            "%d of %d: %s%s, %.1f s of its time",
            done.size(),
            all,
            performance.name(),
            performance.outcome().isEmpty() ? "" : " " + performance.outcome(),
            performance.boardTime().toMillis() / 1000.0));
  }

  private void say(String what) {
    progress.accept("%-8s  %s".formatted(bench.slot().id(), what));
  }
}
