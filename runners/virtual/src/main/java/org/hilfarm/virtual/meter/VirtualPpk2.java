package org.hilfarm.virtual.meter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.pty.SerialPort;
import org.jspecify.annotations.Nullable;

/**
 * A Power Profiler Kit II on a pseudo-terminal. It measures 100,000 times in a second of the wall's
 * time, whatever its board's clock does: a meter on the bench knows nothing of that either. It
 * keeps its settings while nobody has its port open. Any thread may use it.
 */
public final class VirtualPpk2 implements SerialPort.Listener, AutoCloseable {
  private static final long NANOS_PER_SAMPLE = 10_000;
  private static final long TICK_MILLIS = 5;

  /** After a pause of this machine's, samples come in pieces the port takes. */
  private static final int AT_ONCE = 20_000;

  private final Path node;
  private final DoubleSupplier microamps;
  private final Consumer<Boolean> output;
  private final Ppk2Readings readings = new Ppk2Readings(1);
  private final ScheduledThreadPoolExecutor thread;
  private final SerialPort port;
  private int millivolts = 3000;
  private int mode = 1;
  private int wanted;
  private byte command;
  private int high;
  private @Nullable Future<?> measuring;
  private long startedAt;
  private long sent;

  /**
   * Plugs one in.
   *
   * @param node its serial port's name in the rack's tree
   * @param microamps what is drawn from its output, if that is on
   * @param output told when its output is switched; it must not block
   */
  public VirtualPpk2(
      Path node, KernelEvents events, DoubleSupplier microamps, Consumer<Boolean> output)
      throws IOException {
    this.node = node;
    this.microamps = microamps;
    this.output = output;
    this.thread = thread("power-meter-" + node.getFileName());
    Files.createDirectories(node.toAbsolutePath().getParent());
    Files.deleteIfExists(node);
    this.port = events.serialPort(this);
    Files.createSymbolicLink(node, port.hostEnd());
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(null, task, name, 256 << 10);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  @Override
  public void opened() {}

  @Override
  public synchronized void received(byte[] bytes) {
    for (byte b : bytes) {
      take(b);
    }
  }

  private void take(byte b) {
    if (wanted == 0) {
      command = b;
      wanted = arguments(b);
    } else {
      wanted--;
      if (wanted == 1) {
        high = b & 0xff;
      }
    }
    if (wanted == 0) {
      obey(b & 0xff);
    }
  }

  /** How many bytes follow a command that this kit knows. */
  private static int arguments(byte command) {
    return switch (command) {
      case 0x0c, 0x11 -> 1;
      case 0x0d -> 2;
      case 0x25 -> 5;
      default -> 0;
    };
  }

  private void obey(int argument) {
    switch (command) {
      case 0x06 -> start();
      case 0x07 -> stop();
      case 0x0c -> output.accept(argument == 1);
      case 0x0d -> millivolts = high << 8 | argument;
      case 0x11 -> mode = argument;
      case 0x19 -> port.send(Ppk2Readings.metadata(millivolts, mode).getBytes(US_ASCII));
      default -> {}
    }
  }

  private void start() {
    stop();
    startedAt = System.nanoTime();
    sent = 0;
    measuring =
        thread.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void stop() {
    Future<?> running = measuring;
    if (running != null) {
      boolean unused = running.cancel(false);
      measuring = null;
    }
  }

  private void tick() {
    double now = microamps.getAsDouble();
    synchronized (this) {
      if (measuring == null) {
        return;
      }
      long due = (System.nanoTime() - startedAt) / NANOS_PER_SAMPLE - sent;
      int count = (int) Math.min(due, AT_ONCE);
      sent += count;
      port.send(readings.samples(count, now));
    }
  }

  @Override
  public synchronized void closed(int baud) {
    stop();
  }

  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    Files.deleteIfExists(node);
    port.close();
  }
}
