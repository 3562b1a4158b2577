package org.hilfarm.server.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;

/**
 * Cuts one board type's scripts into jobs, several only where that ends sooner although each of
 * them flashes its board anew. Longest script first onto the part that ends first (Graham's LPT
 * rule, at most a third over the best).
 */
final class Split {
  /** One job to be: its scripts in the suite's order. */
  record Part(List<Script> scripts) {
    List<ScriptId> scriptIds() {
      return scripts.stream().map(Script::id).toList();
    }

    Set<Ability> needs() {
      Set<Ability> needs = new HashSet<>();
      scripts.forEach(s -> needs.addAll(s.needs()));
      return needs;
    }
  }

  private final Costs costs;
  private final BoardType type;
  private final List<BoardStatus> boards;
  private final List<BoardStatus> usable;

  Split(Costs costs, BoardType type, List<BoardStatus> boards) {
    this.costs = costs;
    this.type = type;
    this.boards =
        boards.stream()
            .sorted(Comparator.comparing(BoardStatus::rack).thenComparing(BoardStatus::serial))
            .toList();
    this.usable =
        this.boards.stream()
            .filter(b -> b.state() == BoardState.READY || b.state() == BoardState.LEASED)
            .toList();
  }

  /** The parts; with the same end the fewer. */
  List<Part> of(List<Script> scripts) {
    List<Part> best = cut(scripts, 1);
    Duration bestEnd = end(best);
    for (int parts = 2; parts <= Math.min(usable.size(), scripts.size()); parts++) {
      List<Part> candidate = cut(scripts, parts);
      Duration candidateEnd = end(candidate);
      if (candidateEnd.compareTo(bestEnd) < 0) {
        best = candidate;
        bestEnd = candidateEnd;
      }
    }
    return best;
  }

  /**
   * As few parts as any boards can take, each at most so long as far as single scripts allow it:
   * rounds share the boards, so cutting saves no time, but the end of a part is where a soak steps
   * back.
   */
  List<Part> fewest(List<Script> scripts, Duration longest) {
    for (int parts = 1; parts < scripts.size(); parts++) {
      List<Part> cut = cut(scripts, parts);
      if (cut.stream().allMatch(p -> time(p).compareTo(longest) <= 0)) {
        return cut;
      }
    }
    return cut(scripts, scripts.size());
  }

  private Duration time(Part part) {
    return costs.flashing(type.flash()).plus(scriptTime(part.scripts()));
  }

  /** How many boards are at work, at least one. */
  int boardsAtWork() {
    return Math.max(1, usable.size());
  }

  private List<Part> cut(List<Script> scripts, int parts) {
    List<List<Script>> bins = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      bins.add(new ArrayList<>());
    }
    longestFirst(scripts).forEach(s -> binFor(s, bins).add(s));
    return bins.stream()
        .filter(bin -> !bin.isEmpty())
        .map(bin -> new Part(scripts.stream().filter(bin::contains).toList()))
        .sorted(Comparator.comparingInt(p -> scripts.indexOf(p.scripts().getFirst())))
        .toList();
  }

  private List<Script> longestFirst(List<Script> scripts) {
    return scripts.stream()
        .sorted(Comparator.comparing(costs::running).reversed().thenComparing(Script::id))
        .toList();
  }

  /** The emptiest bin that one board could still serve; a new one where no bin can. */
  private List<Script> binFor(Script script, List<List<Script>> bins) {
    Optional<List<Script>> bin =
        bins.stream()
            .filter(b -> someBoardCan(with(b, script)))
            .min(Comparator.comparing(this::scriptTime));
    return bin.orElseGet(
        () -> {
          List<Script> own = new ArrayList<>();
          bins.add(own);
          return own;
        });
  }

  private static Part with(List<Script> bin, Script script) {
    List<Script> both = new ArrayList<>(bin);
    both.add(script);
    return new Part(both);
  }

  private boolean someBoardCan(Part part) {
    return boards.stream().anyMatch(b -> Applicability.can(type, b, part.needs()));
  }

  private Duration scriptTime(List<Script> scripts) {
    return scripts.stream().map(costs::running).reduce(Duration.ZERO, Duration::plus);
  }

  /** When the last part ends if each, the longest first, goes to the board that is free first. */
  private Duration end(List<Part> parts) {
    Duration[] free = new Duration[boards.size()];
    Arrays.fill(free, Duration.ZERO);
    Comparator<Part> byTime = Comparator.comparing(p -> scriptTime(p.scripts()));
    for (Part part : parts.stream().sorted(byTime.reversed()).toList()) {
      int board = freeFirst(part, free);
      free[board] = free[board].plus(time(part));
    }
    return Arrays.stream(free).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  private int freeFirst(Part part, Duration[] free) {
    List<BoardStatus> pool = usable.isEmpty() ? boards : usable;
    int best = -1;
    for (int i = 0; i < free.length; i++) {
      boolean can =
          pool.contains(boards.get(i)) && Applicability.can(type, boards.get(i), part.needs());
      if (can && (best < 0 || free[i].compareTo(free[best]) < 0)) {
        best = i;
      }
    }
    return Math.max(best, 0);
  }
}
