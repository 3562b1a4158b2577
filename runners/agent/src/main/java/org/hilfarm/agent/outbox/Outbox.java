package org.hilfarm.agent.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that the orchestrator has not taken yet, one folder each. An entry is written aside,
 * forced to the disk and moved into place, so that after a crash it is whole or not there; what a
 * disk spoilt later is set aside, and never holds up the rest. It has {@link Limits}; a rack asks
 * for no work while it is full. Any thread may use it.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String ASIDE = "aside-";
  private static final String TORN = "torn-";
  private static final String ENTRY = "[0-9]{20}";

  /** Kept for a person to look at. */
  private static final int TORN_KEPT = 8;

  private final Path folder;
  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  private Outbox(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Opens the folder, making it where it is missing, and clears what a crash left half-written. */
  public static Outbox open(Path folder, Limits limits) throws IOException {
    Files.createDirectories(folder);
    for (Path left : children(folder, ASIDE + ENTRY)) {
      LOG.warn(
          "{} was cut off while it was written or taken away; it is cleared, and its work is done"
              + " again if the orchestrator has no report of it.",
          left);
      Durable.delete(left);
    }
    return new Outbox(folder, limits);
  }

  /** Why no further report would find a place, in words; empty where it would. */
  public Optional<String> full() throws IOException {
    List<Entry> waiting = waiting();
    if (waiting.size() >= limits.reports()) {
      return Optional.of("it holds %d reports".formatted(waiting.size()));
    }
    long bytes = 0;
    for (Entry each : waiting) {
      bytes += each.size();
    }
    if (bytes >= limits.bytes()) {
      return Optional.of("its reports take %d KiB".formatted(bytes >> 10));
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    return free < limits.spare()
        ? Optional.of(
            "its disk has %d KiB left, and %d KiB must be free"
                .formatted(free >> 10, limits.spare() >> 10))
        : Optional.empty();
  }

  /**
   * Keeps a report until it is {@link #done}. Returns once it would survive a power cut. Where
   * there is no room, the oldest entry goes: its lease ended longest ago.
   */
  public void put(Delivery delivery, Map<Sha256, byte[]> attachments) throws IOException {
    byte[] report = Json.write(delivery).getBytes(UTF_8);
    long size = report.length + attachments.values().stream().mapToLong(b -> b.length).sum();
    String name = name(delivery.token());
    Path aside = folder.resolve(ASIDE + name);
    lock.lock();
    try {
      makeRoom(size);
      Durable.delete(aside);
      Files.createDirectories(aside);
      for (Map.Entry<Sha256, byte[]> each : attachments.entrySet()) {
        Durable.write(aside.resolve(each.getKey().value()), each.getValue());
      }
      Durable.write(aside.resolve(Entry.DELIVERY), report);
      Durable.force(aside);
      Path entry = folder.resolve(name);
      Durable.delete(entry);
      Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(folder);
      arrived.signalAll();
    } catch (IOException e) {
      Durable.delete(aside); // a full disk needs the room
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** What a lease's entry is called: names sort as tokens do. */
  static String name(LeaseToken token) {
    return "%020d".formatted(token.value());
  }

  /** What has to be delivered, oldest lease first. */
  public List<Entry> waiting() throws IOException {
    return children(folder, ENTRY).stream().map(Entry::new).toList();
  }

  /** Waits until something has to be delivered; false when nothing came in time. */
  public boolean await(Deadline deadline) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting().isEmpty()) {
        if (deadline.passed() || !arrived.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
          return !waiting().isEmpty();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The orchestrator has it, or will never take it. */
  public void done(Entry entry) throws IOException {
    lock.lock();
    try {
      Path gone = folder.resolve(ASIDE + entry.name());
      Durable.delete(gone);
      if (Files.exists(entry.folder())) {
        Files.move(entry.folder(), gone, StandardCopyOption.ATOMIC_MOVE);
        Durable.delete(gone);
      }
    } finally {
      lock.unlock();
    }
  }

  /** An entry is no report any more: it is kept apart for a person, and the rest goes on. */
  void torn(Entry entry, TornException why) throws IOException {
    lock.lock();
    try {
      Path apart = folder.resolve(TORN + entry.name());
      Durable.delete(apart);
      if (Files.exists(entry.folder())) {
        Files.move(entry.folder(), apart, StandardCopyOption.ATOMIC_MOVE);
      }
      LOG.error(
          "The report of lease {} is torn: {}. It is set aside as {}; its work is done again.",
          entry.name(),
          why.getMessage(),
          apart);
      List<Path> kept = children(folder, TORN + ENTRY);
      for (Path oldest : kept.subList(0, Math.max(0, kept.size() - TORN_KEPT))) {
        Durable.delete(oldest);
      }
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom(long size) throws IOException {
    List<Entry> waiting = new ArrayList<>(waiting());
    long bytes = size;
    for (Entry each : waiting) {
      bytes += each.size();
    }
    while (!waiting.isEmpty() && (waiting.size() >= limits.reports() || bytes > limits.bytes())) {
      Entry oldest = waiting.removeFirst();
      LOG.error(
          "The outbox {} is full with {} reports of {} bytes; the oldest, of lease {}, is dropped.",
          folder,
          waiting.size() + 1,
          bytes - size,
          oldest.name());
      bytes -= oldest.size();
      done(oldest);
    }
  }

  private static List<Path> children(Path folder, String names) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .filter(p -> p.getFileName().toString().matches(names))
          .sorted()
          .toList();
    }
  }
}
