package org.hilfarm.farm.compare.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.farm.compare.judge.Chapter;
import org.hilfarm.farm.compare.judge.Performance;
import org.hilfarm.model.report.Fault;
import org.hilfarm.time.Deadline;

/**
 * Where sessions are played: a board that runs its firmware. Each begins with its files on the
 * drive, and the power off and on. One thread uses it.
 *
 * @param bench the board
 * @param version of its firmware
 */
public record SessionStage(Bench bench, String version) {
  private static final Duration SWITCHES_WITHIN = Duration.ofSeconds(10);

  /** Plays one; throws where the board could not be made ready for it. */
  public Performance play(Session session, Deadline outer)
      throws IOException, InterruptedException {
    put(session.files(), outer);
    cycle(outer);
    try (SessionPlay play = new SessionPlay(bench, outer)) {
      long began = bench.time().nanos();
      List<Chapter> chapters = play.play(session.steps());
      return new Performance(
          session.name(),
          session.title(),
          "",
          Duration.ofNanos(bench.time().nanos() - began),
          chapters);
    }
  }

  private void put(Map<String, String> files, Deadline outer)
      throws IOException, InterruptedException {
    if (files.isEmpty()) {
      return;
    }
    try (BoardSession session = new BoardSession(bench, version, 1)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Optional<Fault> fault = session.put(file.getKey(), file.getValue(), outer);
        if (fault.isPresent()) {
          throw new IOException(fault.get().toString());
        }
      }
    }
  }

  private void cycle(Deadline outer) throws IOException, InterruptedException {
    try {
      bench.power().cycle(bench.slot().port(), bench.patience(SWITCHES_WITHIN, outer));
    } catch (PowerException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
