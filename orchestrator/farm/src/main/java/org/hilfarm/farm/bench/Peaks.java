package org.hilfarm.farm.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * Watches the memory of processes that come and go below this one: the kernel keeps a process's
 * peak, but forgets it with the process, so it is read again and again. Any thread may ask.
 */
final class Peaks implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

  private final Map<String, Double> peaks = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().name("bench memory").start(this::watch);

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ProcessHandle.current().descendants().forEach(this::look);
        Pause.until(Deadline.after(LOOK_EVERY));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(ProcessHandle process) {
    Memory.words(process).stream()
        .filter(word -> word.startsWith("org.hilfarm."))
        .findFirst()
        .ifPresent(
            main ->
                peaks.merge(
                    main.substring(main.lastIndexOf('.') + 1), Memory.peak(process), Math::max));
  }

  /** The most a process of this main class had, in MB; NaN where there was none. */
  double of(String mainClass) {
    return peaks.getOrDefault(mainClass, Double.NaN);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(ENDS_WITHIN)) {
        throw new IllegalStateException("the watch over memory did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
