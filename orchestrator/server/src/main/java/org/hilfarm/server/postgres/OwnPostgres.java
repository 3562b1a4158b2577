package org.hilfarm.server.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL the farm starts for itself when it is given none: durable, small, its data kept in
 * the farm's data folder from one start to the next. It works as root too. One process owns a data
 * folder at a time; a server left behind by a killed farm is stopped first.
 */
public final class OwnPostgres implements AutoCloseable {
  /** What it says of itself, so that nobody takes another's for the farm's own. */
  static final String NAME = "hil-farm";

  private static final Duration START = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final Path data;
  private final String url;
  private final FileChannel lockFile;

  private OwnPostgres(EmbeddedPostgres server, Path data, String url, FileChannel lockFile) {
    this.server = server;
    this.data = data;
    this.url = url;
    this.lockFile = lockFile;
  }

  /**
   * Starts it on the port it had before, or a free one; throws where another farm has the folder.
   *
   * @param folder for its data
   * @param program where its program is unpacked; may be shared
   */
  public static OwnPostgres start(Path folder, Path program) {
    FileChannel lockFile = own(folder);
    try {
      Path data = folder.resolve("data");
      Secret secret = Secret.in(folder);
      Files.createDirectories(program);
      new LeftBehind(data).stop();
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(program.toFile())
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START)
              .setPort(Ports.asBefore(folder))
              .setConnectConfig("password", secret.value())
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("shared_buffers", "32MB")
              .setServerConfig("max_connections", "50")
              .setServerConfig("max_wal_size", "256MB")
              .setServerConfig("jit", "off")
              .setServerConfig("cluster_name", NAME)
              .start();
      String url = server.getJdbcUrl("postgres", "postgres") + "&password=" + secret.value();
      Ports.keep(folder, server.getPort());
      secret.require(data.resolve("pg_hba.conf"), url);
      return new OwnPostgres(server, data, url, lockFile);
    } catch (IOException e) {
      close(lockFile);
      throw new UncheckedIOException("PostgreSQL did not start in " + folder, e);
    } catch (RuntimeException e) {
      close(lockFile);
      throw new IllegalStateException(
          "PostgreSQL did not start in %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static FileChannel own(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(file) == null) {
        close(file);
        throw new IllegalStateException(
            "another farm uses the data folder %s: stop it, or name another folder"
                .formatted(folder));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + folder, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a client finds it; holds its password. */
  public String jdbcUrl() {
    return url;
  }

  /**
   * Ends it as kill -9 does, every process of it; what was committed is on the disk. Close it all
   * the same, which lets go of its folder.
   */
  public void kill() {
    new LeftBehind(data).kill();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    } finally {
      endAll();
    }
  }

  /**
   * Its stop is not waited for longer than five seconds, and with much to write it takes longer.
   */
  private void endAll() {
    try {
      new LeftBehind(data).stop();
    } finally {
      close(lockFile);
    }
  }
}
