package org.hilfarm.farm.chaos.strike;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hilfarm.farm.chaos.plan.RoundPlan;
import org.hilfarm.farm.chaos.plan.Strike;
import org.hilfarm.farm.chaos.stage.Stage;
import org.hilfarm.farm.chaos.stage.Unit;
import org.hilfarm.farm.chaos.stage.Wire;
import org.hilfarm.process.Service;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does to a farm what the plan says, each strike on a thread of its own at its time. When all are
 * over, everything that was struck has been let go of.
 */
public final class Striker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Striker.class);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final Stage stage;
  private final Consumer<Struck> told;
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<Struck> struck = new ConcurrentLinkedQueue<>();

  private Striker(Stage stage, Consumer<Struck> told) {
    this.stage = stage;
    this.told = told;
  }

  /** Begins. */
  public static Striker start(Stage stage, RoundPlan plan, Consumer<Struck> told) {
    Striker striker = new Striker(stage, told);
    for (Strike each : plan.strikes()) {
      Deadline at = Deadline.after(Duration.ofMillis(each.atMillis()));
      striker.threads.add(
          Thread.ofVirtual()
              .name("strike-" + each.kind() + "-" + each.target())
              .start(() -> striker.strike(each, at)));
    }
    return striker;
  }

  private void strike(Strike strike, Deadline at) {
    try {
      Pause.until(at);
      note(strike);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(Strike strike) throws InterruptedException {
    Optional<String> missed;
    try {
      missed = struck(strike, Duration.ofMillis(strike.lastsMillis()));
    } catch (IOException | RuntimeException e) {
      missed = Optional.of(String.valueOf(e.getMessage()));
    }
    Struck now =
        new Struck(
            strike.atMillis(),
            strike.kind().name(),
            strike.target(),
            missed.isEmpty(),
            missed.orElse(""));
    struck.add(now);
    told.accept(now);
  }

  /** Empty where it struck, else why it did not. */
  private Optional<String> struck(Strike strike, Duration lasts)
      throws IOException, InterruptedException {
    return switch (strike.kind()) {
      case KILL_ORCHESTRATOR -> kill(stage.orchestrator(strike.target()), lasts);
      case KILL_AGENT -> killAgent(strike.target(), lasts);
      case KILL_ESPTOOL -> killEsptool(stage.agent(strike.target()), lasts);
      case KILL_POSTGRESQL -> killPostgres(lasts);
      case FREEZE_ORCHESTRATOR -> freeze(stage.orchestrator(strike.target()), lasts);
      case FREEZE_AGENT -> freeze(stage.agent(strike.target()), lasts);
      case CUT -> weather(strike.target(), Wire.Weather.CUT, lasts);
      case STALL -> weather(strike.target(), Wire.Weather.STALLED, lasts);
      case REPEAT -> weather(strike.target(), Wire.Weather.REPEATING, lasts);
      case REORDER -> weather(strike.target(), Wire.Weather.REORDERING, lasts);
      case FILL_DISK -> fillDisk(stage.agent(strike.target()), lasts);
      case BOARD_FAULT -> {
        stage.boards(rack(strike.target())).plant(strike.fault().orElseThrow());
        yield Optional.empty();
      }
    };
  }

  private static String rack(String board) {
    return board.substring(0, board.indexOf('/'));
  }

  private static Optional<String> kill(Unit unit, Duration before) {
    return unit.kill(before) ? Optional.empty() : Optional.of("it was not running");
  }

  private Optional<String> killAgent(String rack, Duration before) {
    Optional<String> missed = kill(stage.agent(rack), before);
    try {
      if (missed.isEmpty()) {
        stage.witness().died(rack);
      }
    } catch (RuntimeException e) {
      LOG.debug("this death is not timed, since PostgreSQL is away: {}", e.getMessage());
    }
    return missed;
  }

  private Optional<String> killPostgres(Duration away) throws InterruptedException {
    stage.postgres().kill();
    try {
      Pause.until(Deadline.after(away));
    } finally {
      stage.postgres().start();
      stage.witness().started();
    }
    return Optional.empty();
  }

  /** One comes only while an ESP32-S2 is flashed. */
  private static Optional<String> killEsptool(Unit agent, Duration within)
      throws InterruptedException {
    Deadline deadline = Deadline.after(within);
    while (!deadline.passed()) {
      Optional<ProcessHandle> found = agent.now().flatMap(Striker::esptool);
      if (found.isPresent()) {
        boolean asked = found.get().destroyForcibly();
        return asked ? Optional.empty() : Optional.of("it had ended");
      }
      Pause.until(deadline.within(LOOK));
    }
    return Optional.of("it had no esptool within " + within.toSeconds() + " s");
  }

  private static Optional<ProcessHandle> esptool(Service agent) {
    try (Stream<ProcessHandle> below = agent.process().descendants()) {
      return below
          .filter(p -> p.info().commandLine().map(c -> c.contains("esptool")).orElse(false))
          .findFirst();
    }
  }

  private static Optional<String> freeze(Unit unit, Duration lasts)
      throws IOException, InterruptedException {
    Optional<Service> service = unit.now();
    if (service.isEmpty()) {
      return Optional.of("it was not running");
    }
    service.get().freeze();
    try {
      Pause.until(Deadline.after(lasts));
    } finally {
      service.get().thaw();
    }
    return Optional.empty();
  }

  private static Optional<String> fillDisk(Unit unit, Duration lasts)
      throws IOException, InterruptedException {
    Optional<Service> service = unit.now();
    if (service.isEmpty()) {
      return Optional.of("it was not running");
    }
    service.get().limitFiles("0");
    try {
      Pause.until(Deadline.after(lasts));
    } finally {
      service.get().limitFiles("unlimited");
    }
    return Optional.empty();
  }

  private Optional<String> weather(String rack, Wire.Weather weather, Duration lasts)
      throws InterruptedException {
    stage.wire(rack).weather(weather);
    try {
      Pause.until(Deadline.after(lasts));
    } finally {
      stage.wire(rack).weather(Wire.Weather.FAIR);
    }
    return Optional.empty();
  }

  /** Waits until all strikes are over; what became of them, in the order of the plan. */
  public List<Struck> await() throws InterruptedException {
    for (Thread each : threads) {
      each.join();
    }
    return struck.stream().sorted(Comparator.comparingLong(Struck::atMillis)).toList();
  }

  /** Strikes no more. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    Deadline deadline = Deadline.after(CLOSING);
    try {
      for (Thread each : threads) {
        if (!each.join(deadline.left())) {
          throw new IllegalStateException(each.getName() + " did not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
