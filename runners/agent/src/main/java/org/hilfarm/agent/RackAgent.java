package org.hilfarm.agent;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.board.BoardPool;
import org.hilfarm.agent.console.ConsoleSender;
import org.hilfarm.agent.console.Consoles;
import org.hilfarm.agent.enrol.SignIn;
import org.hilfarm.agent.enrol.ThisHost;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.lease.Attempt;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.outbox.Courier;
import org.hilfarm.agent.outbox.Limits;
import org.hilfarm.agent.outbox.Outbox;
import org.hilfarm.agent.recovery.BoardRecoverer;
import org.hilfarm.agent.recovery.Infirmary;
import org.hilfarm.agent.seat.Reception;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one rack: presents its boards, asks for work for those that are free, does it, and
 * sees to it that every report arrives. It outlives any outage of the orchestrator. Its own thread
 * looks at the rack; each slot at work and each question for work has a thread besides. Any thread
 * may close it.
 */
public final class RackAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RackAgent.class);

  /** How often sysfs, which has no events, is looked at. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final int IMAGES = 64;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final AgentSettings settings;
  private final DataLock dataLock;
  private final ThisHost host;
  private final SignIn signIn;
  private final HttpLink http;
  private final RackLink link;
  private final Outbox outbox;
  private final Courier courier;
  private final Rehearsal rehearsal;
  private final BoardPool boards;
  private final UsbTree usb;
  private final Bench bench;
  private final Optional<Infirmary> infirmary;
  private final Optional<Reception> reception;
  private final Optional<ConsoleSender> sender;
  private final Backoff backoff = Backoff.standard();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<RefusedException> refused = new CompletableFuture<>();
  private final Thread thread;

  /** When to say hello again though nothing changed: a rack without free boards is alive too. */
  private Deadline heartbeat = Deadline.after(Duration.ZERO);

  private RackAgent(
      AgentSettings settings,
      JobRunner runner,
      Optional<BoardRecoverer> recoverer,
      Optional<Consoles> consoles,
      DataLock dataLock)
      throws IOException {
    this.settings = settings;
    this.dataLock = dataLock;
    String rack = settings.rack().id().value();
    boards = new BoardPool(settings.rack(), settings.types(), settings.clock());
    usb = new UsbTree(settings.root());
    outbox = Outbox.open(settings.data().resolve("outbox"), Limits.usual());
    host = ThisHost.with(settings.data());
    signIn = SignIn.with(settings.token(), settings.data());
    http = new HttpLink(settings.server(), Optional.of(signIn.bearer()), rack);
    link = new RackLink(http);
    ImageCache images =
        new ImageCache(settings.data().resolve("images"), link, IMAGES, settings.clock());
    var place = new Attempt.Place(link, images, outbox, runner, settings.clock());
    bench = new Bench(settings.rack(), place, boards);
    infirmary = recoverer.map(r -> new Infirmary(settings.rack(), link, images, boards, r));
    reception =
        consoles.map(c -> new Reception(settings.rack(), link, images, boards, c, site(settings)));
    sender = consoles.map(c -> new ConsoleSender(settings.rack().id(), link, c));
    courier = new Courier(outbox, link, Backoff.standard(), rack);
    rehearsal = new Rehearsal(settings);
    Fences.orphans(boards, settings.rack().slots());
    thread = Thread.ofPlatform().name("rack-" + rack).start(this::run);
  }

  private static Reception.Site site(AgentSettings settings) {
    return new Reception.Site(settings.root(), Tools.here(), settings.clock());
  }

  /**
   * Starts one that recovers no boards and reserves none; the orchestrator need not be there yet.
   */
  public static RackAgent start(AgentSettings settings, JobRunner runner) throws IOException {
    return start(settings, runner, Optional.empty(), Optional.empty());
  }

  /** Starts; the orchestrator need not be there yet. */
  public static RackAgent start(
      AgentSettings settings, JobRunner runner, BoardRecoverer recoverer, Consoles consoles)
      throws IOException {
    return start(settings, runner, Optional.of(recoverer), Optional.of(consoles));
  }

  private static RackAgent start(
      AgentSettings settings,
      JobRunner runner,
      Optional<BoardRecoverer> recoverer,
      Optional<Consoles> consoles)
      throws IOException {
    DataLock dataLock = DataLock.take(settings.data());
    try {
      return new RackAgent(settings, runner, recoverer, consoles, dataLock);
    } catch (IOException | RuntimeException e) {
      dataLock.close();
      throw e;
    }
  }

  /** Where the orchestrator is. */
  public URI server() {
    return http.base();
  }

  /**
   * Waits until the orchestrator refuses this agent for good, such as one whose key was revoked;
   * what it says then tells what to do. Nothing is asked for any more by then.
   */
  public RefusedException awaitRefusal() throws InterruptedException {
    try {
      return refused.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails this", e);
    }
  }

  private void run() {
    try {
      while (closing.getCount() > 0 && !refused.isDone()) {
        bench.watch();
        boolean news = boards.look(usb.all());
        if ((!news && bench.known() && !heartbeat.passed()) || greet()) {
          askForWork();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The agent's own thread ends.");
    }
  }

  private boolean greet() throws InterruptedException {
    RackId rack = settings.rack().id();
    Hello hello =
        new Hello(Protocol.CURRENT, settings.version(), host.holder(), rack, boards.statuses());
    try {
      signIn.enrol(settings.server(), rack, host.name());
      bench.welcome(link.hello(hello));
      heartbeat = Deadline.after(bench.heartbeat());
      LOG.debug("Rack {} is known to {}.", rack, http.base());
      backoff.reset();
      return true;
    } catch (IOException | RefusedException e) {
      bench.forget();
      if (e instanceof RefusedException why && (why.forGood() || !signIn.enrolled())) {
        LOG.error("{}. This agent asks for nothing more.", why.getMessage());
        refused.complete(why);
        return false;
      }
      Duration pause = backoff.next();
      LOG.warn("{}; trying again in {} ms.", e.getMessage(), pause.toMillis());
      boolean closed = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      return !closed && bench.known();
    }
  }

  private void askForWork() throws InterruptedException {
    if (!boards.awaitIdle(Deadline.after(LOOK))) {
      return;
    }
    try {
      Optional<String> full = outbox.full();
      if (full.isEmpty()) {
        List<BoardSerial> free = boards.take();
        bench.ask(free);
        return;
      }
      LOG.warn("No work is asked for: the outbox is full: {}.", full.get());
    } catch (IOException e) {
      LOG.error("No work is asked for: the outbox cannot be read.", e);
    }
    boolean closed = closing.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
    LOG.debug("Looked at the outbox{}.", closed ? ", closing" : "");
  }

  /**
   * Stops asking, lets work stop at its next safe point within some seconds, and leaves undelivered
   * reports on the disk for the next start.
   */
  @Override
  public void close() throws IOException {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSING);
      infirmary.ifPresent(Infirmary::close);
      reception.ifPresent(Reception::close);
      bench.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.ifPresent(ConsoleSender::close);
      rehearsal.close();
      courier.close();
      http.close();
      dataLock.close();
    }
  }
}
