package org.hilfarm.drivers.flash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how much of a file has reached a drive while another program copies it: the kernel counts
 * sectors written in {@code /sys/block/<disk>/stat}, field 7 (Linux, Documentation/block/stat.rst).
 * Where a rack has no such file it tells nothing.
 */
final class WrittenSectors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenSectors.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final int SECTORS_WRITTEN = 6;
  private static final int SECTOR = 512;

  private final Path stat;
  private final long total;
  private final FlashListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * For one copy.
   *
   * @param name of its thread
   * @param total bytes of the file
   */
  WrittenSectors(String name, Path root, Path disk, long total, FlashListener listener) {
    this.stat = root.resolve("sys/block").resolve(disk.getFileName()).resolve("stat");
    this.total = total;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> tell(sectors()));
  }

  /** Begins to tell. */
  void begin() {
    if (sectors().isPresent()) {
      thread.start();
    }
  }

  private void tell(OptionalLong before) {
    try {
      while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        OptionalLong now = sectors();
        if (before.isPresent() && now.isPresent()) {
          long bytes = (now.getAsLong() - before.getAsLong()) * SECTOR;
          listener.progress(Math.clamp(bytes * 100 / total, 0, 98));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OptionalLong sectors() {
    try {
      String[] fields = Files.readString(stat).strip().split("\\s+");
      return OptionalLong.of(Long.parseLong(fields[SECTORS_WRITTEN]));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException none) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(CLOSING.toMillis());
      if (thread.isAlive()) {
        LOG.warn("{} still reads {}", thread.getName(), stat);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
