package org.hilfarm.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that still runs on this data folder: a killed farm left it behind, or it is slow to end.
 * {@code postmaster.pid} names it (PostgreSQL, src/include/utils/pidfile.h: line 1 the process id,
 * line 2 the data folder); a process that has this id by chance is told by its command.
 */
final class LeftBehind {
  private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
  private static final long PATIENCE_S = 20;

  private final Path data;

  LeftBehind(Path data) {
    this.data = data;
  }

  /** Stops it and waits until it is gone; what it had committed is on the disk. */
  void stop() {
    find().ifPresent(this::stop);
  }

  Optional<ProcessHandle> find() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::isPostgres);
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + data.resolve("postmaster.pid"), e);
    }
  }

  private boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process.info().command().map(c -> c.endsWith("/postgres")).orElse(false);
  }

  private void stop(ProcessHandle server) {
    LOG.info("stopping the PostgreSQL (process {}) that still runs on {}", server.pid(), data);
    server.destroy();
    if (!gone(server)) {
      server.destroyForcibly();
      if (!gone(server)) {
        throw new IllegalStateException(
            "PostgreSQL process %d still holds %s after %d s: end it by hand"
                .formatted(server.pid(), data, 2 * PATIENCE_S));
      }
    }
  }

  /**
   * SIGKILL for the server and all its children; returns once none is left, since a server started
   * meanwhile would find the shared memory in use.
   */
  void kill() {
    Optional<ProcessHandle> server = find();
    if (server.isEmpty()) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(List.of(server.get()));
    try (Stream<ProcessHandle> below = server.get().descendants()) {
      below.forEach(all::add);
    }
    all.forEach(ProcessHandle::destroyForcibly);
    if (!all.stream().allMatch(LeftBehind::gone)) {
      throw new IllegalStateException(
          "a process of PostgreSQL in %s did not end within %d s".formatted(data, PATIENCE_S));
    }
  }

  private static boolean gone(ProcessHandle server) {
    try {
      server.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
