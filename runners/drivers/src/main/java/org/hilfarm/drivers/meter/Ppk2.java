package org.hilfarm.drivers.meter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.hilfarm.drivers.serial.ByteLink;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.time.Deadline;

/**
 * Nordic's Power Profiler Kit II at the first of its two serial ports. It measures 100,000 times a
 * second, over five ranges from below a microampere to an ampere. Its protocol was read from
 * Nordic's own pc-nrfconnect-ppk (src/device/serialDevice.ts) and IRNAS/ppk2-api-python.
 *
 * <p>It never says whether it did as it was told; that a board lost its power is proven by the
 * board's next reset reason, as with a hub.
 */
public final class Ppk2 implements PowerMeter {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
  private static final Duration QUIET = Duration.ofMillis(120);
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(3);

  /** What a machine that is busy may take to hand over what has been measured. */
  private static final long IN_TRANSIT_NANOS = Duration.ofMillis(250).toNanos();

  private static final long NANOS_PER_SAMPLE = 1_000_000_000L / CurrentTrace.SAMPLES_PER_SECOND;

  private final ByteLink link;
  private final Feed feed;
  private final Ppk2Inbox inbox;
  private final Calibration calibration;
  private long startedAt;

  private Ppk2(ByteLink link, Feed feed, Ppk2Inbox inbox, Calibration calibration) {
    this.link = link;
    this.feed = feed;
    this.inbox = inbox;
    this.calibration = calibration;
  }

  /**
   * Opens the meter at a serial port and sets it up; its output stays as it was. Throws where
   * nothing answers as a PPK2 does.
   */
  public static Ppk2 open(Path device, Feed feed, Deadline outer)
      throws IOException, InterruptedException {
    return open(SerialLink.open(device), feed, outer);
  }

  /** The same over a link that nobody has started yet; it is closed with the meter. */
  static Ppk2 open(ByteLink link, Feed feed, Deadline outer)
      throws IOException, InterruptedException {
    Ppk2Inbox inbox = new Ppk2Inbox();
    try {
      link.start(inbox);
      Deadline deadline = outer.within(ANSWERS_WITHIN);
      link.write(Ppk2Command.stop(), deadline); // somebody may have left it measuring
      inbox.awaitQuiet(QUIET, deadline);
      inbox.awaitText();
      link.write(Ppk2Command.metadata(), deadline);
      Calibration calibration = calibration(link, inbox, deadline);
      link.write(Ppk2Command.mode(feed.source()), deadline);
      link.write(Ppk2Command.regulator(feed.millivolts()), deadline);
      return new Ppk2(link, feed, inbox, calibration);
    } catch (IOException | InterruptedException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private static Calibration calibration(ByteLink link, Ppk2Inbox inbox, Deadline deadline)
      throws IOException, InterruptedException {
    String said = inbox.text(link.where(), deadline);
    return Calibration.in(said)
        .orElseThrow(
            () ->
                new MeterException(
                    "what answers at %s is no PPK2: its metadata names no range; is this its first serial port?"
                        .formatted(link.where())));
  }

  /**
   * Commands are obeyed in order, so the answer to a question proves that the one before it was
   * taken; without it a port that is closed at once may drop both. Not while it measures.
   */
  @Override
  public void output(boolean on, Deadline outer) throws IOException, InterruptedException {
    Deadline deadline = outer.within(ANSWERS_WITHIN);
    inbox.awaitText();
    link.write(Ppk2Command.output(on), deadline);
    link.write(Ppk2Command.metadata(), deadline);
    String unused = inbox.text(where(), deadline);
  }

  @Override
  public void start(Deadline deadline) throws IOException {
    CurrentTrace.Writer trace = new CurrentTrace.Writer();
    inbox.awaitSamples(new SampleReader(calibration, feed.millivolts(), trace), trace);
    link.write(Ppk2Command.start(), deadline);
    startedAt = deadline.ticker().nanos();
  }

  @Override
  public CurrentTrace stop(Deadline deadline) throws IOException, InterruptedException {
    long measured = deadline.ticker().nanos() - startedAt;
    link.write(Ppk2Command.stop(), deadline);
    inbox.awaitQuiet(QUIET, deadline.within(QUIET_WITHIN));
    inbox.check(where());
    CurrentTrace.Writer trace = inbox.takeTrace();
    long due = Math.max(0, measured - IN_TRANSIT_NANOS) / NANOS_PER_SAMPLE;
    if (trace.seen() < due - due / 50) {
      trace.lost(due - trace.seen()); // more than the counter of 6 bits can tell
    }
    CurrentTrace made = trace.trace();
    if (made.samples() == 0) {
      throw new MeterException(
          String.format(
              Locale.ROOT,
              "%s was told to measure and sent nothing in %d ms",
              where(),
              measured / 1_000_000));
    }
    return made;
  }

  @Override
  public String where() {
    return "PPK2 at " + link.where();
  }

  @Override
  public void close() {
    try {
      link.write(Ppk2Command.stop(), Deadline.after(QUIET));
    } catch (IOException e) {
      inbox.lost("it would not take its stop: " + e.getMessage());
    }
    link.close();
  }
}
