package org.hilfarm.server.rackapi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.RecoveryRequest;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.SeatRequest;
import org.hilfarm.wire.rackapi.WorkRequest;

/** What no honest agent says, though it can be read; everything that is wrong is said at once. */
final class Bounds {
  private static final int BOARDS = 1000;
  private static final int WORDS = 4096;
  private static final int NAME = 200;
  private static final int ABILITIES = 200;
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final List<String> problems = new ArrayList<>();

  private Bounds() {}

  static void check(Hello hello) {
    Bounds bounds = new Bounds();
    bounds.text("agent", hello.agent(), NAME);
    bounds.text("holder", hello.holder(), NAME);
    bounds.hold(!hello.holder().isBlank(), "holder: it must say which agent this is");
    bounds.count("boards", hello.boards().size(), BOARDS);
    boolean here = hello.boards().stream().allMatch(b -> b.rack().equals(hello.rack()));
    long serials = hello.boards().stream().map(BoardStatus::serial).distinct().count();
    bounds.hold(
        here && serials == hello.boards().size(),
        "boards: each must be on rack %s, and no serial twice".formatted(hello.rack()));
    hello.boards().stream().limit(BOARDS).forEach(bounds::board);
    bounds.end();
  }

  private void board(BoardStatus board) {
    text("reason", board.reason(), WORDS);
    count("abilities", board.abilities().size(), ABILITIES);
    hold(
        !board.since().isBefore(Instant.EPOCH) && !board.since().isAfter(LAST),
        "since: %s is no time of this farm's: look at the rack's clock".formatted(board.since()));
  }

  static void check(WorkRequest request) {
    Bounds bounds = new Bounds();
    bounds.count("free", request.free().size(), BOARDS);
    bounds.end();
  }

  static void check(RecoveryRequest request) {
    Bounds bounds = new Bounds();
    bounds.count("busy", request.busy().size(), BOARDS);
    bounds.end();
  }

  static void check(SeatRequest request) {
    Bounds bounds = new Bounds();
    bounds.count("busy", request.busy().size(), BOARDS);
    bounds.count("watched", request.watched().size(), BOARDS);
    bounds.end();
  }

  static void check(GiveBack back) {
    Bounds bounds = new Bounds();
    bounds.text("why", back.why(), NAME);
    bounds.hold(
        back.why().chars().noneMatch(Character::isISOControl),
        "why: one line, without control characters");
    bounds.end();
  }

  static void check(Renewal renewal) {
    Progress progress = renewal.progress();
    Bounds bounds = new Bounds();
    bounds.text("doing", progress.doing(), WORDS);
    bounds.hold(
        progress.percent() >= 0 && progress.percent() <= 100,
        "percent: %d is none".formatted(progress.percent()));
    bounds.hold(
        progress.scriptNumber() >= 0 && progress.scriptCount() >= 0,
        "scriptNumber, scriptCount: they count from 0");
    bounds.end();
  }

  private void text(String field, String text, int most) {
    hold(
        text.length() <= most,
        "%s: %d characters are too many; at most %d are taken"
            .formatted(field, text.length(), most));
  }

  private void count(String field, int count, int most) {
    hold(count <= most, "%s: %d are too many; at most %d are taken".formatted(field, count, most));
  }

  private void hold(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private void end() {
    if (!problems.isEmpty()) {
      throw new RefusedException(400, problems.stream().distinct().limit(20).toList());
    }
  }
}
