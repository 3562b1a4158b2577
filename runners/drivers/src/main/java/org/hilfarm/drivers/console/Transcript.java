package org.hilfarm.drivers.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hilfarm.drivers.console.TranscriptEntry.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was said on a board's console, over all the ports it had. It keeps the first and
 * the last half of its limit; what a babbling board said between is counted, not kept. Any thread
 * may use it.
 */
public final class Transcript {
  /** What is kept unless said otherwise: 4 MiB. */
  public static final int DEFAULT_LIMIT = 4 << 20;

  /** Bytes closer together than this, from the same side, are one entry. */
  private static final Duration TOGETHER = Duration.ofMillis(5);

  private static final int ENTRY_LIMIT = 4096;

  /** What happened while a board flooded its console is kept; so many events. */
  private static final int MOST_BETWEEN = 200;

  private final InstantSource clock;
  private final int half;
  private final Tap tap;
  private final List<TranscriptEntry> head = new ArrayList<>();
  private final List<TranscriptEntry> between = new ArrayList<>();
  private final Deque<TranscriptEntry> tail = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();
  private @Nullable Direction openDirection;
  private Instant openSince = Instant.EPOCH;
  private int headBytes;
  private int tailBytes;
  private long dropped;

  public Transcript(InstantSource clock) {
    this(clock, DEFAULT_LIMIT);
  }

  /**
   * @param clock rack time
   * @param limit how many bytes are kept
   */
  public Transcript(InstantSource clock, int limit) {
    this(clock, limit, Tap.none());
  }

  /**
   * @param tap hears what the board says too; what is kept here is the same with and without it
   */
  public Transcript(InstantSource clock, int limit, Tap tap) {
    this.clock = clock;
    this.half = limit / 2;
    this.tap = tap;
  }

  /** Notes that something happened. */
  public synchronized void event(String what) {
    add(Direction.EVENT, what.getBytes(StandardCharsets.UTF_8));
    settle();
  }

  /** Notes what one side said. */
  public synchronized void add(Direction direction, byte[] bytes) {
    if (direction == Direction.BOARD) {
      tap.said(bytes);
    }
    Instant now = clock.instant();
    if (direction != openDirection
        || open.length() >= ENTRY_LIMIT
        || Duration.between(openSince, now).compareTo(TOGETHER) > 0) {
      settle();
      openDirection = direction;
      openSince = now;
    }
    open.append(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private void settle() {
    Direction direction = openDirection;
    if (direction == null || open.isEmpty()) {
      return;
    }
    TranscriptEntry entry = new TranscriptEntry(openSince, direction, open.toString());
    open.setLength(0);
    openDirection = null;
    int size = entry.bytes().length();
    if (tail.isEmpty() && headBytes + size <= half) {
      head.add(entry);
      headBytes += size;
    } else {
      tail.add(entry);
      tailBytes += size;
    }
    while (tailBytes > half && tail.size() > 1) {
      TranscriptEntry first = tail.removeFirst();
      int gone = first.bytes().length();
      tailBytes -= gone;
      if (first.direction() == Direction.EVENT && between.size() < MOST_BETWEEN) {
        between.add(first);
      } else {
        dropped += gone;
      }
    }
  }

  /** What is kept, in order. */
  public synchronized List<TranscriptEntry> entries() {
    settle();
    List<TranscriptEntry> all = new ArrayList<>(head);
    all.addAll(between);
    if (dropped > 0) {
      all.add(
          new TranscriptEntry(
              tail.getFirst().time(), Direction.EVENT, dropped + " bytes were not kept"));
    }
    all.addAll(tail);
    return List.copyOf(all);
  }

  /** How many bytes were not kept. */
  public synchronized long dropped() {
    return dropped;
  }
}
