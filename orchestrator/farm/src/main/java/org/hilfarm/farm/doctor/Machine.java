package org.hilfarm.farm.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host's clock and its disk.
 *
 * @param clock the host's
 */
record Machine(InstantSource clock) {
  private static final Instant SURELY_PAST = Instant.parse("2025-01-01T00:00:00Z");
  private static final long LEAST = 1L << 30;
  private static final long ENOUGH = 4L << 30;

  List<Finding> look(Host host) {
    return List.of(time(host), disk(host));
  }

  private Finding time(Host host) {
    if (clock.instant().isBefore(SURELY_PAST)) {
      return Finding.bad(
          "clock", "it is " + clock.instant() + " here, which is past", "timedatectl set-ntp true");
    }
    boolean kept =
        Stream.of("run/systemd/timesync/synchronized", "run/chrony/chronyd.pid", "run/ntpd.pid")
            .anyMatch(f -> Files.exists(host.root().resolve(f)));
    return kept
        ? Finding.good("clock", "is kept by the network's time")
        : Finding.doubtful(
            "clock",
            "nothing keeps it: neither systemd-timesyncd has set it nor does chrony or ntpd run",
            "timedatectl set-ntp true");
  }

  private static Finding disk(Host host) {
    Path there = host.data().toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String said = "%d MiB free for %s".formatted(free >> 20, host.data());
      if (free < LEAST) {
        return Finding.bad("disk", said, "make room: an agent with less asks for no work");
      }
      return free < ENOUGH
          ? Finding.doubtful("disk", said, "make room: images and reports wait there")
          : Finding.good("disk", said);
    } catch (IOException e) {
      return Finding.bad(
          "disk", there + " cannot be looked at: " + e.getMessage(), "mend the disk");
    }
  }
}
