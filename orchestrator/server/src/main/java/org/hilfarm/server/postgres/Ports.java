package org.hilfarm.server.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * On which port the farm's own PostgreSQL listens: the same from one start to the next, so that
 * other orchestrators find it again.
 */
final class Ports {
  /** Lets PostgreSQL's starter look for a free one. */
  private static final int ANY = 0;

  private Ports() {}

  /** The one it had, where nobody else has it now. */
  static int asBefore(Path folder) throws IOException {
    try {
      int port = Integer.parseInt(Files.readString(folder.resolve("port")).strip());
      return port > 1024 && isFree(port) ? port : ANY;
    } catch (NoSuchFileException | NumberFormatException e) {
      return ANY;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  static void keep(Path folder, int port) throws IOException {
    Files.writeString(folder.resolve("port"), port + "\n");
  }
}
