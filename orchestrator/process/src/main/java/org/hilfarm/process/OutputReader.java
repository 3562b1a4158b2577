package org.hilfarm.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a child's output to its end on a thread of its own, so that the child never waits for us:
 * keeps a bounded part, hands each line on. A line ends with a line feed or a carriage return
 * (progress bars); an endless one is handed on in pieces.
 */
final class OutputReader {
  private static final Logger log = LoggerFactory.getLogger(OutputReader.class);
  private static final int KEPT = 256 * 1024;
  private static final int LONGEST_LINE = 4096;

  private final InputStream in;
  private final Consumer<String> lines;
  private final HeadAndTail kept = new HeadAndTail(KEPT);
  private final StringBuilder line = new StringBuilder();
  private final Thread thread;
  private boolean listenerFailed;
  private final AtomicLong chunks = new AtomicLong();

  OutputReader(String name, InputStream in, Consumer<String> lines) {
    this.in = in;
    this.lines = lines;
    thread = Thread.ofPlatform().daemon().name(name).stackSize(256 * 1024).start(this::read);
  }

  private void read() {
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      char[] buffer = new char[8192];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        chunks.incrementAndGet();
        kept.add(new String(buffer, 0, n));
        split(buffer, n);
      }
    } catch (IOException e) {
      log.debug("{}: the stream was closed: {}", thread.getName(), e.toString());
    }
    handOn();
  }

  private void split(char[] buffer, int n) {
    for (int i = 0; i < n; i++) {
      boolean ends = buffer[i] == '\n' || buffer[i] == '\r';
      if (!ends) {
        line.append(buffer[i]);
      }
      if (ends || line.length() >= LONGEST_LINE) {
        handOn();
      }
    }
  }

  /** A listener that throws is left out from then on; the child is read to its end all the same. */
  @SuppressWarnings("CatchAndPrintStackTrace") // logged; nobody above this thread could handle it
  private void handOn() {
    if (line.isEmpty() || listenerFailed) {
      line.setLength(0);
      return;
    }
    try {
      lines.accept(line.toString());
    } catch (RuntimeException e) {
      listenerFailed = true;
      log.warn("{}: its listener failed and hears no more", Thread.currentThread().getName(), e);
    }
    line.setLength(0);
  }

  /** Waits for the stream's end while more comes, within the deadline; whether it came. */
  boolean join(Duration silence, Deadline deadline) throws InterruptedException {
    long seen;
    do {
      seen = chunks.get();
      if (thread.join(silence)) {
        return true;
      }
    } while (chunks.get() != seen && !deadline.passed());
    return false;
  }

  String text() {
    return kept.text();
  }
}
