package org.hilfarm.farm.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;

/**
 * People who look at the farm: each of these pages is read four times a second until this is
 * closed. Who asks again at once would take whatever the farm has left.
 */
final class Readers implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(250);

  private final HttpLink http;
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<List<Double>>> read = new ArrayList<>();

  Readers(HttpLink http, List<String> pages) {
    this.http = http;
    pages.forEach(p -> read.add(threads.submit(() -> read(p))));
  }

  private List<Double> read(String page) throws Exception {
    List<Double> millis = new ArrayList<>();
    do {
      long at = System.nanoTime();
      if (!(http.exchange(Call.get(page)) instanceof Answer.Ok)) {
        throw new IOException(page + " could not be read");
      }
      millis.add((System.nanoTime() - at) / 1e6);
      LockSupport.parkNanos(EVERY.toNanos() - (System.nanoTime() - at));
    } while (!over.get());
    return millis;
  }

  /** Ends it; how long each reading took, in milliseconds. */
  List<Double> millis() throws IOException, InterruptedException {
    over.set(true);
    List<Double> all = new ArrayList<>();
    for (Future<List<Double>> each : read) {
      try {
        all.addAll(each.get());
      } catch (ExecutionException e) {
        throw new IOException("a page could not be read: " + e.getCause(), e);
      }
    }
    return all;
  }

  @Override
  public void close() {
    over.set(true);
    threads.close();
  }
}
