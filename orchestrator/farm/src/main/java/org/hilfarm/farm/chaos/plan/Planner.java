package org.hilfarm.farm.chaos.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Plans a round. Each kind of strike comes once before any comes again, at random times, to random
 * victims that nothing else is done to at that time.
 */
public final class Planner {
  /** Between two strikes at the same victim. */
  private static final long APART_MILLIS = 1500;

  private static final int TRIES = 50;

  private final Random random;
  private final Scale scale;
  private final Map<StrikeKind.Victim, List<String>> victims = victims();
  private final Deck<Misfortune> misfortunes;
  private final List<Strike> strikes = new ArrayList<>();

  private Planner(long seed, int round, Scale scale) {
    this.random = new Random(seed * 1_000_003 + round);
    this.scale = scale;
    this.misfortunes = new Deck<>(Misfortune.ALL, random);
  }

  /** The plan: the same for the same seed, round and scale. */
  public static RoundPlan of(long seed, int round, Scale scale) {
    Planner planner = new Planner(seed, round, scale);
    List<Handed> handed = planner.handed();
    return new RoundPlan(seed, round, scale.during().toMillis(), handed, planner.struck());
  }

  private static Map<StrikeKind.Victim, List<String>> victims() {
    Map<StrikeKind.Victim, List<String>> victims = new EnumMap<>(StrikeKind.Victim.class);
    victims.put(StrikeKind.Victim.ORCHESTRATOR, Ground.orchestrators());
    victims.put(StrikeKind.Victim.AGENT, Ground.racks());
    victims.put(StrikeKind.Victim.DATABASE, List.of(Ground.database()));
    victims.put(StrikeKind.Victim.NETWORK, Ground.racks());
    victims.put(StrikeKind.Victim.BOARD, Ground.seats().stream().map(Ground.Seat::board).toList());
    return victims;
  }

  /** Every third build is regressed; each is for half of the types, one of each family at least. */
  private List<Handed> handed() {
    List<Handed> handed = new ArrayList<>();
    handed.add(new Handed(0, "baseline", true, true, types(), random.nextLong()));
    for (int i = 1; i <= scale.builds(); i++) {
      boolean good = i % 3 != 2;
      long at = (i - 1) * scale.during().toMillis() / scale.builds();
      handed.add(
          new Handed(
              at + random.nextInt(1000),
              (good ? "good " : "regressed ") + i,
              good,
              false,
              types(),
              random.nextLong()));
    }
    return handed;
  }

  private List<String> types() {
    List<String> all = Ground.types();
    int families = all.size() / 2;
    List<String> some = new ArrayList<>();
    for (int i = 0; i < families; i++) {
      some.add(all.get(random.nextBoolean() ? i : i + families));
    }
    Collections.sort(some);
    return some;
  }

  private List<Strike> struck() {
    Deck<StrikeKind> kinds = new Deck<>(List.of(StrikeKind.values()), random);
    for (int i = 0; i < scale.strikes(); i++) {
      StrikeKind kind = kinds.next();
      strike(kind).ifPresent(strikes::add);
      if (kind == StrikeKind.BOARD_FAULT) { // boards are many
        Stream.of(kind, kind, kind).forEach(k -> strike(k).ifPresent(strikes::add));
      }
    }
    return strikes.stream()
        .sorted(Comparator.comparingLong(Strike::atMillis).thenComparing(Strike::target))
        .toList();
  }

  private Optional<Strike> strike(StrikeKind kind) {
    List<String> possible = victims.getOrDefault(kind.victim(), List.of());
    for (int i = 0; i < TRIES; i++) {
      long lasts =
          between(kind.shortest(scale.lease()).toMillis(), kind.longest(scale.lease()).toMillis());
      long at = between(0, Math.max(0, scale.during().toMillis() - lasts));
      Strike drawn =
          new Strike(
              at, kind, possible.get(random.nextInt(possible.size())), lasts, Optional.empty());
      if (strikes.stream().noneMatch(s -> collide(s, drawn))) {
        return Optional.of(kind == StrikeKind.BOARD_FAULT ? misfortune(drawn) : drawn);
      }
    }
    return Optional.empty();
  }

  private Strike misfortune(Strike drawn) {
    Ground.Seat seat =
        Ground.seats().stream()
            .filter(s -> s.board().equals(drawn.target()))
            .findFirst()
            .orElseThrow();
    return new Strike(
        drawn.atMillis(),
        drawn.kind(),
        drawn.target(),
        0,
        Optional.of(misfortunes.next().of(seat.serial())));
  }

  private long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least + 1));
  }

  private static boolean collide(Strike a, Strike b) {
    return a.kind().victim() == b.kind().victim()
        && a.target().equals(b.target())
        && a.kind().victim() != StrikeKind.Victim.BOARD
        && a.atMillis() < b.endMillis() + APART_MILLIS
        && b.atMillis() < a.endMillis() + APART_MILLIS;
  }
}
