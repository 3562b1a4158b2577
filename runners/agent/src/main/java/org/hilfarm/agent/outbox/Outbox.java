package org.hilfarm.agent.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that the orchestrator has not taken yet, one folder each. An entry is written aside,
 * forced to the disk and moved into place, so that after a crash it is whole or not there. It holds
 * a limited number of entries; a rack asks for no work while it is full. Any thread may use it.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String ASIDE = "aside-";

  private final Path folder;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  private Outbox(Path folder, int capacity) {
    this.folder = folder;
    this.capacity = capacity;
  }

  /** Opens the folder, making it where it is missing, and clears what a crash left half-written. */
  public static Outbox open(Path folder, int capacity) throws IOException {
    Files.createDirectories(folder);
    for (Path left : children(folder, true)) {
      Durable.delete(left);
    }
    return new Outbox(folder, capacity);
  }

  /** Whether another report would find a place. */
  public boolean hasRoom() throws IOException {
    return waiting().size() < capacity;
  }

  /**
   * Keeps a report until it is {@link #done}. Returns once it would survive a power cut. Where
   * there is no room, the oldest entry goes: its lease ended longest ago.
   */
  public void put(Delivery delivery, Map<Sha256, byte[]> attachments) throws IOException {
    lock.lock();
    try {
      makeRoom();
      String name = "%020d".formatted(delivery.token().value());
      Path aside = folder.resolve(ASIDE + name);
      Durable.delete(aside);
      Files.createDirectories(aside);
      for (Map.Entry<Sha256, byte[]> each : attachments.entrySet()) {
        Durable.write(aside.resolve(each.getKey().value()), each.getValue());
      }
      Durable.write(aside.resolve(Entry.DELIVERY), Json.write(delivery).getBytes(UTF_8));
      Durable.force(aside);
      Path entry = folder.resolve(name);
      Durable.delete(entry);
      Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(folder);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What has to be delivered, oldest lease first. */
  public List<Entry> waiting() throws IOException {
    return children(folder, false).stream().map(Entry::new).toList();
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

  private void makeRoom() throws IOException {
    List<Entry> waiting = waiting();
    for (Entry oldest : waiting.subList(0, Math.max(0, waiting.size() - capacity + 1))) {
      LOG.error(
          "The outbox {} is full with {} reports; the oldest, of lease {}, is dropped.",
          folder,
          waiting.size(),
          oldest.name());
      done(oldest);
    }
  }

  private static List<Path> children(Path folder, boolean aside) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .filter(p -> p.getFileName().toString().startsWith(ASIDE) == aside)
          .sorted()
          .toList();
    }
  }
}
