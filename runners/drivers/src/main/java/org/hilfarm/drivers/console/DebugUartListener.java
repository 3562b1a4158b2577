package org.hilfarm.drivers.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hilfarm.drivers.console.TranscriptEntry.Direction;
import org.hilfarm.drivers.serial.ByteLink;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.model.board.DebugUart;

/**
 * Listens to a board's debug UART from when it is made until it is closed, on a thread of its own.
 * Nobody ever waits for it: an adapter that is not there, or goes away with the hub's power, is
 * looked for every second, and what is said meanwhile is lost. Any thread may ask.
 */
public final class DebugUartListener implements AutoCloseable {
  /** Bytes that are kept: the first and the last half of so many. */
  public static final int LIMIT = 128 << 10;

  /** How much of what was said last can be asked for again. */
  public static final int RECENT = 64 << 10;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final int STACK_BYTES = 256 * 1024;

  /** Of its last words, for a message. */
  private static final int LAST_LINES = 6;

  private static final int LAST_CHARS = 500;

  private final Path device;
  private final int baud;
  private final InstantSource clock;
  private final Transcript transcript;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean hears;
  private final StringBuilder recent = new StringBuilder();
  private long heard;

  /**
   * Begins to listen.
   *
   * @param root the rack's root
   * @param clock rack time
   */
  public DebugUartListener(Path root, DebugUart uart, InstantSource clock) {
    this.device = root.resolve(uart.device());
    this.baud = uart.baud();
    this.clock = clock;
    this.transcript = new Transcript(clock, LIMIT);
    this.thread =
        Thread.ofPlatform()
            .name("debug uart " + device.getFileName())
            .daemon()
            .stackSize(STACK_BYTES)
            .start(this::listen);
  }

  private void listen() {
    String trouble = "";
    try {
      do {
        String now = listenOnce();
        if (!now.equals(trouble)) {
          transcript.event(now);
        }
        trouble = now;
      } while (!closing.await(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      transcript.event("the job is over");
    }
  }

  /** Listens until the adapter is gone; returns why. */
  private String listenOnce() throws InterruptedException {
    try (SerialLink link = SerialLink.open(device, baud)) {
      Ear ear = new Ear();
      link.start(ear);
      transcript.event("listening at %d baud".formatted(baud));
      hears = true;
      ear.gone.await();
      return "the adapter is gone; looking for it again";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } finally {
      hears = false;
    }
  }

  private final class Ear implements ByteLink.Receiver {
    private final CountDownLatch gone = new CountDownLatch(1);

    @Override
    public void received(byte[] bytes) {
      transcript.add(Direction.BOARD, bytes);
      keep(bytes);
    }

    @Override
    public void lost(String why) {
      gone.countDown();
    }
  }

  private void keep(byte[] bytes) {
    synchronized (recent) {
      heard += bytes.length;
      recent.append(new String(bytes, StandardCharsets.ISO_8859_1));
      if (recent.length() > 2 * RECENT) {
        recent.delete(0, recent.length() - RECENT);
      }
    }
  }

  /** How many bytes were heard so far: a mark for {@link #saidSince}. */
  public long heard() {
    synchronized (recent) {
      return heard;
    }
  }

  /** What was said after a mark, at most the last {@value #RECENT} bytes, one character a byte. */
  public String saidSince(long mark) {
    synchronized (recent) {
      long wanted = Math.min(Math.min(heard - mark, RECENT), recent.length());
      return recent.substring(recent.length() - (int) Math.max(0, wanted));
    }
  }

  /** Whether the adapter is there and open now. */
  public boolean hears() {
    return hears;
  }

  /** The speed it listens at. */
  public int baud() {
    return baud;
  }

  /** All that was said, as far as it is kept. */
  public Transcript transcript() {
    return transcript;
  }

  /** One sentence with the last lines it said, fit for a message. */
  public String lastWords() {
    List<TranscriptEntry> entries = transcript.entries();
    List<TranscriptEntry> said =
        entries.stream().filter(e -> e.direction() == Direction.BOARD).toList();
    if (!said.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "Its debug UART said last, %.1f s before: \"%s\"",
          Duration.between(said.getLast().time(), clock.instant()).toMillis() / 1000.0,
          tail(said));
    }
    return hears || entries.isEmpty()
        ? "Its debug UART said nothing."
        : "Its debug UART was not heard: %s."
            .formatted(Printable.tail(entries.getLast().bytes(), LAST_CHARS));
  }

  private static String tail(List<TranscriptEntry> said) {
    String text = said.stream().map(TranscriptEntry::bytes).collect(Collectors.joining());
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    String last =
        lines.stream()
            .skip(Math.max(0, lines.size() - LAST_LINES))
            .collect(Collectors.joining("\n"));
    return Printable.tail(last, LAST_CHARS);
  }

  /** Ends listening. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
