package org.hilfarm.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.engine.ScriptLaunch;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for practice what the first job would be the first to need: Java loads and compiles code
 * only when it is used, and the first board should not wait for that. No board and no port is
 * touched. Its thread ends by itself; closing ends it sooner.
 */
final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int TIMES = 12;
  private static final int IMAGE_BYTES = 1 << 20;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final AgentSettings settings;
  private final Thread thread;

  /** Starts it on a thread of its own. */
  Rehearsal(AgentSettings settings) {
    this.settings = settings;
    this.thread =
        Thread.ofPlatform().name("rehearsal-" + settings.rack().id()).daemon().start(this::play);
  }

  private void play() {
    openNothing();
    for (Slot slot : settings.rack().slots()) {
      ScriptLaunch.run(slot.serial(), List.of(), this::never, () -> false);
    }
    byte[] image = new byte[IMAGE_BYTES];
    for (int i = 0; i < TIMES && !Thread.currentThread().isInterrupted(); i++) {
      Sha256 digest = Sha256.of(image);
      settings.rack().slots().forEach(slot -> offer(slot, digest));
    }
  }

  private ScriptReport never(Script script) {
    throw new IllegalStateException("there is no script to run, but " + script.id() + " is run");
  }

  /** Opening a port takes a library that is unpacked and loaded first. */
  private void openNothing() {
    Path none = settings.data().resolve("no-such-port");
    try {
      SerialLink.open(none).close();
    } catch (IOException expected) {
      LOG.trace("{}", expected.getMessage());
    }
  }

  private void offer(Slot slot, Sha256 digest) {
    BoardType type = settings.types().get(slot.boardType());
    if (type == null) {
      return;
    }
    JobId job = new JobId("rehearsal");
    Image image =
        new Image(
            type.id(),
            type.flash().format(),
            "rehearsal",
            digest,
            IMAGE_BYTES,
            new Banner("0.0.0", "2000-01-01", type.bannerName()));
    Lease lease =
        new Lease(new LeaseToken(1), job, 1, settings.rack().id(), slot.serial(), Instant.EPOCH);
    WorkOffer offer =
        new WorkOffer(lease, 1, new RunId("rehearsal"), type, image, List.of(), "", 1);
    try {
      Json.read(Json.write(offer), WorkOffer.class);
    } catch (IOException e) {
      LOG.warn("An offer cannot be read as it is written: {}", e.getMessage());
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
