package org.hilfarm.drivers.meter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.serial.ByteLink;
import org.hilfarm.drivers.serial.LinkLostException;
import org.hilfarm.time.Deadline;

/**
 * What comes from a Power Profiler Kit II: nothing that is looked at, text, or samples, as it was
 * asked for last. Fed by the link's thread.
 */
final class Ppk2Inbox implements ByteLink.Receiver {
  /** A kit's metadata is about 700 bytes; a device that says more is none. */
  private static final int TEXT_LIMIT = 4096;

  private static final String LAST_LINE = "END";

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private Optional<SampleReader> reader = Optional.empty();
  private CurrentTrace.Writer trace = new CurrentTrace.Writer();
  private Optional<String> gone = Optional.empty();
  private long arrivals;

  @Override
  public synchronized void received(byte[] bytes) {
    arrivals++;
    if (reader.isPresent()) {
      reader.get().feed(bytes);
    } else {
      text.write(bytes, 0, Math.min(bytes.length, TEXT_LIMIT - text.size()));
    }
    notifyAll();
  }

  @Override
  public synchronized void lost(String why) {
    gone = gone.or(() -> Optional.of(why));
    notifyAll();
  }

  /** Forgets what came so far; what comes now is text. */
  synchronized void awaitText() {
    reader = Optional.empty();
    text.reset();
  }

  /** What comes now are samples. */
  synchronized void awaitSamples(SampleReader into, CurrentTrace.Writer measured) {
    reader = Optional.of(into);
    trace = measured;
  }

  /** What was measured; what comes now is looked at no more. */
  synchronized CurrentTrace.Writer takeTrace() {
    awaitText();
    return trace;
  }

  /** The text up to its last line. */
  synchronized String text(String where, Deadline deadline)
      throws IOException, InterruptedException {
    String said = text.toString(StandardCharsets.ISO_8859_1);
    while (!said.contains(LAST_LINE)) {
      check(where);
      if (text.size() == TEXT_LIMIT || deadline.passed()) {
        throw new MeterException(
            "%s did not answer as a PPK2 within %d ms: %d bytes came, and no END"
                .formatted(where, deadline.budget().toMillis(), text.size()));
      }
      wait(Math.max(1, deadline.leftMillis()));
      said = text.toString(StandardCharsets.ISO_8859_1);
    }
    return said;
  }

  /** Returns once nothing has come for so long, or at the deadline. */
  synchronized void awaitQuiet(Duration quiet, Deadline deadline) throws InterruptedException {
    long seen = -1;
    while (arrivals != seen && gone.isEmpty() && !deadline.passed()) {
      seen = arrivals;
      Deadline still = deadline.within(quiet);
      while (!still.passed() && arrivals == seen && gone.isEmpty()) {
        wait(Math.max(1, still.leftMillis()));
      }
    }
  }

  /** Throws where the meter is gone. */
  synchronized void check(String where) throws LinkLostException {
    if (gone.isPresent()) {
      throw new LinkLostException("%s is gone: %s".formatted(where, gone.get()));
    }
  }
}
