package org.hilfarm.agent.image;

import java.nio.file.Path;

/**
 * An image that stays on the disk until this is closed.
 *
 * @param file its bytes, checked against the digest
 * @param released what closing does
 */
public record HeldImage(Path file, Runnable released) implements AutoCloseable {
  @Override
  public void close() {
    released.run();
  }
}
