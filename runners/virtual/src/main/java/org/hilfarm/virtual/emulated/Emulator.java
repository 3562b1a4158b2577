package org.hilfarm.virtual.emulated;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that plays emulated chips of a rack. Where it ends, falls silent or says nonsense, all
 * its chips are lost; it is started again after a while, and they get their power again. Any thread
 * may use it.
 */
public final class Emulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Emulator.class);

  /** Chips with power tell their time at least every 50 ms, so this is a program that hangs. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** One that has lived this long has recovered. */
  private static final Duration HEALTHY = Duration.ofMinutes(1);

  private static final int MOST_STARTS = 6;
  private static final int MOST_CHIPS = 256;

  private final String name;
  private final EmulatorProgram program;
  private final Ticker ticker;
  private final List<ChipLink> links = new CopyOnWriteArrayList<>();
  private final StartQueue starts = new StartQueue();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread supervisor;
  private volatile @Nullable EmulatorProcess process;

  private Emulator(String rack, EmulatorProgram program, Ticker ticker) throws IOException {
    this.name = "emulator-" + rack;
    this.program = program;
    this.ticker = ticker;
    this.process = started();
    this.supervisor =
        Thread.ofPlatform().daemon().name(name).stackSize(256 << 10).start(this::supervise);
  }

  /** Starts it; throws where the program cannot be started at all. */
  public static Emulator start(String rack, EmulatorProgram program) throws IOException {
    return new Emulator(rack, program, Ticker.system());
  }

  private EmulatorProcess started() throws IOException {
    return new EmulatorProcess(name, program, this::heard, ticker);
  }

  /** The next of its chips; without power until it is asked for it. */
  public ChipLink nextChip() {
    if (links.size() == MOST_CHIPS) {
      throw new IllegalStateException("one emulator plays %d chips at most".formatted(MOST_CHIPS));
    }
    ChipLink link = new ChipLink(links.size(), this, starts);
    links.add(link);
    return link;
  }

  /** Sends a frame; lost while the program is not there. */
  void send(Frame frame) {
    EmulatorProcess now = process;
    if (now != null) {
      now.send(frame);
    }
  }

  private void heard(Frame frame) {
    if (frame.board() >= links.size()) {
      throw new IllegalArgumentException("it speaks for chip " + frame.board());
    }
    try {
      links.get(frame.board()).happened(ChipEvents.of(frame));
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void supervise() {
    int failures = 0;
    try {
      while (!isClosed() && failures < MOST_STARTS) {
        long since = ticker.nanos();
        watch();
        Duration lived = Duration.ofNanos(ticker.nanos() - since);
        failures = lived.compareTo(HEALTHY) > 0 ? 1 : failures + 1;
        again(failures);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} is being closed", name);
    }
    if (!isClosed()) {
      LOG.error(
          "{} failed {} times in a row and is not started again: its {} boards stay off USB. Look"
              + " at its last words above, then start the rack anew.",
          name,
          MOST_STARTS,
          links.size());
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Returns when the program is gone, and its chips know. */
  private void watch() throws InterruptedException {
    EmulatorProcess now = process;
    if (now == null) {
      return;
    }
    while (!now.awaitEnd(LOOK)) {
      if (now.silence().compareTo(SILENCE) > 0 && links.stream().anyMatch(ChipLink::powered)) {
        now.end("waited %d s for a sign of it".formatted(SILENCE.toSeconds()));
      }
    }
    process = null;
    now.close();
    if (!isClosed()) {
      LOG.warn("{} is lost: {}; its {} boards are off USB", name, now.ending(), links.size());
      starts.clear();
      links.forEach(link -> link.happened(new ChipEvent.Lost()));
    }
  }

  private void again(int failures) throws InterruptedException {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << failures);
    if (failures >= MOST_STARTS || closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      return;
    }
    try {
      process = started();
      LOG.warn("{} was started again; its boards get their power", name);
      links.forEach(link -> link.happened(new ChipEvent.Back()));
    } catch (IOException e) {
      LOG.warn("{} cannot be started again: {}", name, e.getMessage());
    }
  }

  /** Ends the program; nothing of it is left. */
  @Override
  public void close() {
    closed.countDown();
    EmulatorProcess now = process;
    if (now != null) {
      now.end("the rack is closed");
    }
    try {
      supervisor.join(Duration.ofSeconds(10));
      EmulatorProcess late = process;
      if (late != null) {
        late.end("the rack is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
