package org.hilfarm.server.plan;

import java.time.Duration;
import java.util.List;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Script;

/** How many rounds a suite has on a type of board; fixed with the plan. */
final class Rounds {
  private Rounds() {}

  /**
   * The count.
   *
   * @param boards how many boards share the rounds
   */
  static int of(Repeat repeat, Costs costs, BoardType type, List<List<Script>> parts, int boards) {
    return switch (repeat) {
      case Repeat.Rounds rounds -> rounds.count();
      case Repeat.Lasting lasting -> fitting(lasting.time(), cost(costs, type, parts), boards);
    };
  }

  /** A board that has begun a round ends it, so what does not fit whole is left out. */
  private static int fitting(Duration time, Duration round, int boards) {
    long each = time.toMillis() / Math.max(1, round.toMillis());
    long all = each * Math.max(1, boards);
    return Math.clamp(all, 1, Repeat.MOST_ROUNDS);
  }

  private static Duration cost(Costs costs, BoardType type, List<List<Script>> parts) {
    Duration cost = costs.flashing(type.flash()).multipliedBy(parts.size());
    for (List<Script> part : parts) {
      cost = part.stream().map(costs::running).reduce(cost, Duration::plus);
    }
    return cost;
  }
}
