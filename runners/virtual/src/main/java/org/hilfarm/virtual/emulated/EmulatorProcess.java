package org.hilfarm.virtual.emulated;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hilfarm.process.Piped;
import org.hilfarm.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of an emulator's program. What is sent waits for it to read, up to {@link #WAITING}
 * frames; a program that does not take them is ended. Any thread may send and close.
 */
final class EmulatorProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmulatorProcess.class);

  /** Frames that wait at most; a burst of writes to a whole drive is some 300. */
  static final int WAITING = 4096;

  private static final int STACK = 256 << 10;
  private static final int LONGEST_WORDS = 400;

  private final String name;
  private final Piped child;
  private final Ticker ticker;
  private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(WAITING);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread writer;
  private final Thread reader;
  private volatile long heardAt;
  private volatile boolean closing;
  private volatile String why = "";

  /**
   * Starts it.
   *
   * @param name what its threads are called
   * @param heard hears each frame, on the reading thread
   */
  EmulatorProcess(String name, EmulatorProgram program, Consumer<Frame> heard, Ticker ticker)
      throws IOException {
    this.name = name;
    this.ticker = ticker;
    this.heardAt = ticker.nanos();
    this.child = Piped.start(name, program.command(), this::said);
    this.reader = thread("output", () -> read(heard));
    this.writer = thread("input", this::write);
  }

  private Thread thread(String what, Runnable task) {
    return Thread.ofPlatform().daemon().name(name + " " + what).stackSize(STACK).start(task);
  }

  private void said(String line) {
    String printable = line.replaceAll("[^\\x20-\\x7e]", "?");
    LOG.info("{}: {}", name, printable.substring(0, Math.min(LONGEST_WORDS, printable.length())));
  }

  private void read(Consumer<Frame> heard) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(child.output()))) {
      for (var frame = Frame.read(in); frame.isPresent(); frame = Frame.read(in)) {
        heardAt = ticker.nanos();
        heard.accept(frame.get());
      }
      because("it ended");
    } catch (IOException | RuntimeException e) {
      because("what it said cannot be understood: " + e.getMessage());
    } finally {
      ended.countDown();
    }
  }

  private void write() {
    try {
      while (!closing) {
        child.write(waiting.take().encode());
      }
    } catch (IOException e) {
      because("it does not listen: " + e.getMessage());
    } catch (InterruptedException e) {
      LOG.debug("{} is being closed", name);
    }
  }

  private void because(String reason) {
    if (why.isEmpty()) {
      why = reason;
    }
  }

  /** Sends a frame as soon as the program takes it. */
  void send(Frame frame) {
    if (!waiting.offer(frame)) {
      end("it has not taken %d frames".formatted(WAITING));
    }
  }

  /** Waits until it has ended, or this long. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** For how long nothing was heard from it. */
  Duration silence() {
    return Duration.ofNanos(ticker.nanos() - heardAt);
  }

  /** Ends it, for this reason. */
  void end(String reason) {
    because(reason);
    close();
  }

  /** How and why it ended, for messages. */
  String ending() {
    return why + " (" + child.ending() + ")";
  }

  @Override
  public void close() {
    closing = true;
    child.close();
    writer.interrupt();
    Optional.of(Thread.currentThread())
        .filter(here -> here != reader && here != writer)
        .ifPresent(here -> joined());
  }

  private void joined() {
    try {
      reader.join(Duration.ofSeconds(5));
      writer.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
