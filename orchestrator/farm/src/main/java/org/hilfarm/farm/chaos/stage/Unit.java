package org.hilfarm.farm.chaos.stage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.process.Command;
import org.hilfarm.process.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is started again whenever it ends, as a service manager does, until this is
 * closed. Any thread may use it.
 */
public final class Unit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Unit.class);

  /** After an end that nobody planned. */
  private static final Duration REST = Duration.ofSeconds(1);

  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final String name;
  private final Command command;
  private final PrintStream log;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();
  private final Thread thread;
  private final Set<Long> lives = ConcurrentHashMap.newKeySet();
  private volatile Optional<Service> now = Optional.empty();
  private volatile Duration rest = REST;

  /**
   * Starts it.
   *
   * @param logFile what it says, all its lives one after the other
   */
  public Unit(String name, Command command, Path logFile) throws IOException {
    this.name = name;
    this.command = command;
    this.log =
        new PrintStream(
            Files.newOutputStream(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true,
            StandardCharsets.UTF_8);
    this.thread = Thread.ofPlatform().name("unit-" + name).start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        live();
        Duration pause = rest;
        rest = REST;
        boolean closed = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        LOG.debug("{} is {}", name, closed ? "not started again" : "started again");
      }
    } catch (InterruptedException e) {
      LOG.debug("{} is not started again", name);
    }
  }

  private void live() throws InterruptedException {
    try (Service service = Service.start(name, command, log::println)) {
      now = Optional.of(service);
      lives.add(service.process().pid());
      int number = starts.incrementAndGet();
      int exit = service.await();
      log.printf("== life %d ended with %d%n", number, exit);
    } catch (IOException e) {
      log.printf("== not started: %s%n", e.getMessage());
    } finally {
      now = Optional.empty();
    }
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Its process, where it has one now. */
  public Optional<Service> now() {
    return now;
  }

  /** The ids of all processes it has had. */
  public Set<Long> lives() {
    return Set.copyOf(lives);
  }

  /** kill -9; it is started again so much later. False where it was not running. */
  public boolean kill(Duration before) {
    Optional<Service> service = now;
    rest = before;
    kills.incrementAndGet();
    service.ifPresent(Service::kill);
    return service.isPresent();
  }

  /** How often it has ended although nobody killed it. */
  public int endedByItself() {
    return Math.max(0, starts.get() - 1 - kills.get());
  }

  /** Ends it for good. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.error("{} did not end within {}", name, CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
