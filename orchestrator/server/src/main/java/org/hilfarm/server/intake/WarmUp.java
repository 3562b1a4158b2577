package org.hilfarm.server.intake;

import java.time.Duration;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.build.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a made-up image some times when the farm starts: Java runs code slowly until it has
 * compiled it (a digest of 1 MB takes 30 to 100 ms at first and 1 ms later), and the first
 * submitter should not wait for that. Its thread ends by itself; closing ends it sooner.
 */
public final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int IMAGE_BYTES = 1 << 20;
  private static final int TIMES = 12;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Thread thread =
      Thread.ofPlatform().name("hil-warm-up").daemon().start(WarmUp::read);

  private static void read() {
    byte[] file = Uf2File.of(Family.RP2040.uf2FamilyId(), 0, new byte[IMAGE_BYTES]).encode();
    try {
      for (int i = 0; i < TIMES && !Thread.currentThread().isInterrupted(); i++) {
        boolean banner = Banner.in(Uf2File.parse(file).flash()).isPresent();
        LOG.trace("Warmed up with {}, banner: {}.", Sha256.of(file).brief(), banner);
      }
    } catch (MalformedImageException e) {
      throw new IllegalStateException("an image of the farm's own making is malformed", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("{} still runs.", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
