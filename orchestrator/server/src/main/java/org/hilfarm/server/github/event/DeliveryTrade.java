package org.hilfarm.server.github.event;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.DeliveryRows;
import org.hilfarm.server.postgres.DeliveryRows.Claimed;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.github.event.GitHubEvent;
import org.hilfarm.wire.github.event.GitHubEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored deliveries and reacts. What cannot be read, or fails for too long, is put aside with
 * the reason, and holds up no other.
 */
public final class DeliveryTrade implements Worker.Trade<Claimed> {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTrade.class);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** About an hour of failing at the same thing. */
  private static final int MOST_FAILURES = 14;

  /** More than three days of GitHub's being away. */
  private static final int MOST_TRIES = 500;

  private final Database database;
  private final Reactions reactions;
  private final Reacting reacting;

  public DeliveryTrade(Database database, Reactions reactions, Reacting reacting) {
    this.database = database;
    this.reactions = reactions;
    this.reacting = reacting;
  }

  @Override
  public Optional<Claimed> claim(Duration lease) {
    return database.inTransaction(tx -> tx.deliveries().claim(lease));
  }

  @Override
  public boolean renew(Claimed delivery, Duration lease) {
    return database.inTransaction(tx -> tx.deliveries().renew(delivery, lease));
  }

  @Override
  public void work(Claimed delivery) throws InterruptedException {
    GitHubEvent event;
    try {
      event = GitHubEvents.read(delivery.event(), delivery.body());
    } catch (IOException e) {
      aside(delivery, String.valueOf(e.getMessage()));
      return;
    }
    try {
      settle(delivery, reacting.react(reactions.of(event), new Fenced(delivery)));
    } catch (Ground.LostException e) {
      LOG.info("{}", e.getMessage());
    }
  }

  private void settle(Claimed delivery, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> LOG.info("{}: {}", delivery, done.said());
      case Outcome.Later later when delivery.turn() >= MOST_TRIES ->
          aside(delivery, "given up after %d tries: %s".formatted(delivery.turn(), later.said()));
      case Outcome.Later later -> {
        LOG.warn("{}: tried again: {}", delivery, later.said());
        Duration rest = longer(later.rest(), rest(delivery.turn()));
        giveBack(delivery, rest, later.said());
      }
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration rest(int tries) {
    Duration rest = Duration.ofSeconds(2L << Math.clamp(tries, 0, 10));
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  private void aside(Claimed delivery, String why) {
    LOG.error("{} is put aside: {}", delivery, why);
    database.useTransaction(
        tx -> {
          tx.deliveries().aside(delivery, why);
          read(tx, delivery, "aside");
        });
  }

  private void giveBack(Claimed delivery, Duration rest, String why) {
    database.useTransaction(
        tx -> {
          tx.deliveries().giveBack(delivery, rest, why);
          read(tx, delivery, "again");
        });
  }

  private static void read(Tx tx, Claimed delivery, String ending) {
    tx.happened(new Happening.WebhookRead(GitHubEvents.label(delivery.event()), ending));
  }

  @Override
  public void failed(Claimed delivery, RuntimeException why, boolean closing) {
    if (closing) {
      stopped(delivery);
    } else if (delivery.turn() >= MOST_FAILURES) {
      aside(delivery, "given up after %d tries: %s".formatted(delivery.turn(), why.getMessage()));
    } else {
      LOG.error("{} failed and is tried again", delivery, why);
      giveBack(delivery, rest(delivery.turn()), String.valueOf(why.getMessage()));
    }
  }

  @Override
  public void stopped(Claimed delivery) {
    database.useTransaction(
        tx -> tx.deliveries().giveBack(delivery, Duration.ZERO, "its orchestrator stopped"));
  }

  /** Changes nothing once the delivery is in other hands. */
  private final class Fenced implements Ground {
    private final Claimed delivery;

    Fenced(Claimed delivery) {
      this.delivery = delivery;
    }

    @Override
    public <T> T step(Function<Tx, T> work) {
      return database.inTransaction(
          tx -> {
            requireHeld(tx.deliveries());
            return work.apply(tx);
          });
    }

    @Override
    public Outcome end(Function<Tx, Outcome> work) {
      return database.inTransaction(
          tx -> {
            requireHeld(tx.deliveries());
            Outcome outcome = work.apply(tx);
            if (outcome instanceof Outcome.Done done) {
              tx.deliveries().done(delivery, done.said());
              read(tx, delivery, "done");
            }
            return outcome;
          });
    }

    private void requireHeld(DeliveryRows deliveries) {
      if (!deliveries.held(delivery)) {
        throw new LostException(delivery.toString());
      }
    }
  }
}
