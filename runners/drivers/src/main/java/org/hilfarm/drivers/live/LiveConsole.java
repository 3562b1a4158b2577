package org.hilfarm.drivers.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.drivers.console.Tap;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Presence;
import org.hilfarm.drivers.serial.ByteLink;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A board's console that stays open: whenever the board is there, its port is. Bytes pass as they
 * are, both ways. Any thread may use it; one of its own looks for the port.
 */
final class LiveConsole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveConsole.class);

  /** How often sysfs, which has no events, is looked at while the board is away. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Bench bench;
  private final Tap tap;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private Optional<ByteLink> link = Optional.empty();
  private boolean held = true;
  private boolean closed;

  /** Opens the port as soon as the board is there. */
  LiveConsole(Bench bench, Tap tap) {
    this.bench = bench;
    this.tap = tap;
    this.thread =
        Thread.ofPlatform().name("console-" + bench.slot().id()).daemon().unstarted(this::run);
    this.thread.start();
  }

  private void run() {
    try {
      while (awaitNeeded()) {
        open();
      }
    } catch (InterruptedException e) {
      LOG.debug("The console of {} is looked for no more.", bench.name());
    }
  }

  /** Waits until the port should be open and is not; false once closed. */
  private boolean awaitNeeded() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && (!held || link.isPresent())) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void open() throws InterruptedException {
    Optional<Path> port =
        new Presence(bench)
            .application()
            .filter(d -> d.serial().equals(bench.slot().serial().value()))
            .map(UsbDevice::ttys)
            .flatMap(ttys -> ttys.stream().findFirst());
    try {
      if (port.isPresent()) {
        opened(SerialLink.open(port.get()));
        return;
      }
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
    lock.lockInterruptibly();
    try {
      Deadline look = Deadline.after(LOOK);
      while (held && !closed && !look.passed()) {
        boolean signalled = changed.await(look.left().toNanos(), TimeUnit.NANOSECONDS);
        LOG.trace("The console of {} is looked for, signalled: {}.", bench.name(), signalled);
      }
    } finally {
      lock.unlock();
    }
  }

  private void opened(ByteLink open) {
    boolean wanted;
    lock.lock();
    try {
      wanted = held && !closed;
      if (wanted) {
        link = Optional.of(open);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (wanted) {
      open.start(new Ear(open));
    } else {
      open.close();
    }
  }

  private final class Ear implements ByteLink.Receiver {
    private final ByteLink mine;

    Ear(ByteLink mine) {
      this.mine = mine;
    }

    @Override
    public void received(byte[] bytes) {
      tap.said(bytes);
    }

    @Override
    public void lost(String why) {
      lock.lock();
      try {
        link = link.filter(l -> l != mine);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Types; throws where the board is not there or does not take it in time. */
  void type(byte[] keys, Deadline deadline) throws IOException, InterruptedException {
    Optional<ByteLink> open = awaitOpen(deadline);
    if (open.isEmpty()) {
      throw new IOException(
          "waited %d ms for the console of %s"
              .formatted(deadline.budget().toMillis(), bench.name()));
    }
    open.get().write(keys, deadline);
  }

  private Optional<ByteLink> awaitOpen(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (link.isEmpty() && !closed && !deadline.passed()) {
        boolean signalled = changed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        LOG.trace("Looked for the console of {}, signalled: {}.", bench.name(), signalled);
      }
      return link;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the port, because something else is to have the board. */
  void letGo() {
    release(false).ifPresent(ByteLink::close);
  }

  private Optional<ByteLink> release(boolean forGood) {
    lock.lock();
    try {
      Optional<ByteLink> open = link;
      link = Optional.empty();
      held = false;
      closed |= forGood;
      changed.signalAll();
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Opens it again. */
  void hold() {
    lock.lock();
    try {
      held = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    release(true).ifPresent(ByteLink::close);
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("{} does not end; its port may be wedged.", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
